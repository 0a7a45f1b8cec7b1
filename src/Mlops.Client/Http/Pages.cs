using System.Runtime.CompilerServices;
using Mlops.Tracking;
using Mlops.Tracking.Errors;

namespace Mlops.Client.Http;

/// <summary>Goes through the pages of a search.</summary>
internal static class Pages
{
    /// <summary>Asks for page after page, each only when it is wanted.</summary>
    /// <param name="fetch">Fetches the page of a token; null for the first.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async IAsyncEnumerable<T> AllAsync<T>(
        Func<string?, CancellationToken, Task<Page<T>>> fetch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? token = null;
        do
        {
            var page = await fetch(token, cancellationToken);
            foreach (var item in page.Items)
            {
                yield return item;
            }

            if (!string.IsNullOrEmpty(page.NextPageToken) && page.NextPageToken == token)
            {
                throw new MlopsException(ErrorCode.InternalError, null, "The server answered a page token with the same token: the search would never end.") { IsLocal = true };
            }

            token = page.NextPageToken;
        }
        while (!string.IsNullOrEmpty(token));
    }

    /// <summary>A page of an answer; lists that are empty are absent from answers.</summary>
    public static Page<T> Of<T>(IReadOnlyList<T>? items, string? nextPageToken) => new(items ?? [], nextPageToken);
}
