namespace Mlops.Hosting.Webhooks;

/// <summary>A host name leads to an address that webhooks may not reach.</summary>
internal sealed class RefusedAddressException() : IOException("The host's address is not one of the public internet.");
