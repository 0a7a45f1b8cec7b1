using System.Text.Json;
using System.Text.Json.Serialization;
using Mlops.Stac.Search;

namespace Mlops.Stac;

/// <summary>Instants as STAC writes them: RFC 3339 in UTC with <c>Z</c>, no needless fraction digits.</summary>
internal sealed class Rfc3339Converter : JsonConverter<DateTimeOffset?>
{
    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        return reader.TokenType == JsonTokenType.String && Rfc3339.TryParse(reader.GetString(), out var instant)
            ? instant
            : throw new JsonException("not an RFC 3339 date and time");
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options)
    {
        if (value is { } instant)
        {
            writer.WriteStringValue(Rfc3339.Format(instant));
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
