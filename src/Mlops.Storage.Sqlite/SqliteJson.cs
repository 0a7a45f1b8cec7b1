using System.Text.Json.Serialization;

namespace Mlops.Storage.Sqlite;

/// <summary>Source-generated JSON metadata of the lists that statements take.</summary>
[JsonSerializable(typeof(string[]))]
internal sealed partial class SqliteJson : JsonSerializerContext;
