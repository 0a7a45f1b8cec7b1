using System.Globalization;
using Mlops.Onnx.Protobuf;

namespace Mlops.Onnx.Graph;

/// <summary>
/// Reads <c>TensorProto.external_data</c>: entries <c>location</c>, <c>offset</c> and <c>length</c> (others are passed over).
/// </summary>
internal struct ExternalDataReader(ProtoReader reader)
{
    private string? _location;
    private long? _offset;
    private long? _length;

    /// <summary>Whether <c>data_location</c> says EXTERNAL.</summary>
    public bool Declared { get; set; }

    /// <summary>Entries count even when <c>data_location</c> does not say so: readers differ in what they go by.</summary>
    public readonly bool IsPresent => Declared || _location is not null || _offset is not null || _length is not null;

    public void AddEntry(ProtoField entry)
    {
        string key = "", value = "";
        var message = reader.Open(entry);
        while (message.Read(out var field))
        {
            switch (field.Number)
            {
                case 1 when field.IsDelimited:
                    key = reader.ReadText(field, GraphReader.MaxName);
                    break;
                case 2 when field.IsDelimited:
                    // Strict, so that the text checked here is the path that the runtime opens.
                    value = reader.ReadText(field, GraphReader.MaxName, strict: true);
                    break;
            }
        }

        switch (key)
        {
            case "location" when _location is null:
                _location = value;
                break;
            case "offset" when _offset is null:
                _offset = Number(key, value);
                break;
            case "length" when _length is null:
                _length = Number(key, value);
                break;
            case "location" or "offset" or "length":
                throw new InvalidModelException($"names the {key} of a tensor's external data twice");
        }
    }

    /// <summary>Where the data lies, and the bytes the file there must have.</summary>
    public readonly (string Location, long Needed) Finish(Int128 tensorBytes)
    {
        var needed = (Int128)(_offset ?? 0) + (_length ?? tensorBytes);
        return _location is null
            ? throw new InvalidModelException("holds a tensor with external data but no location for it")
            : needed > long.MaxValue
                ? throw new InvalidModelException("holds a tensor whose external data ends at an impossible offset")
                : (_location, (long)needed);
    }

    private static long Number(string key, string value) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InvalidModelException($"gives a tensor's external data an {key} that is no number");
}
