using System.Buffers;
using System.Text;
using System.Text.Json;
using GraphQLParser.AST;

namespace Mlops.Hosting.Mlflow.GraphQl;

/// <summary>
/// Turns a field's argument into the message that the protocol's own routes read, so that the same rules and texts answer.
/// </summary>
internal sealed class InputWriter(QueryVariables variables)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    /// <summary>Reads the argument of a root field.</summary>
    /// <returns>The message; the caller disposes of it.</returns>
    public JsonDocument Read(SelectedField selected, RootField root)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            writer.WriteStartObject();
            foreach (var argument in selected.Node.Arguments?.Items ?? [])
            {
                if (argument.Name.StringValue != root.Argument)
                {
                    throw new GraphQlException($"Unknown argument \"{argument.Name.StringValue}\" on field \"{root.Name}\".");
                }

                writer.WritePropertyName(root.Argument);
                Write(writer, argument.Value, isDefault: false);
            }

            writer.WriteEndObject();
        }

        try
        {
            var document = JsonDocument.Parse(buffer.WrittenMemory, Options);
            CheckFields(document.RootElement, root);
            return document;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new GraphQlException($"The argument \"{root.Argument}\" of field \"{root.Name}\" is too deep or holds what is no text.");
        }
    }

    private static void CheckFields(JsonElement arguments, RootField root)
    {
        if (root.Fields is null || !arguments.TryGetProperty(root.Argument, out var input) || input.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        if (input.ValueKind != JsonValueKind.Object)
        {
            throw new GraphQlException($"Expected type \"{root.Fields.Name}\" to be an object.");
        }

        foreach (var field in input.EnumerateObject())
        {
            if (!root.Fields.Fields.Contains(field.Name, StringComparer.Ordinal))
            {
                throw new GraphQlException($"Field \"{field.Name}\" is not defined by type \"{root.Fields.Name}\".");
            }
        }
    }

    private void Write(Utf8JsonWriter writer, GraphQLValue value, bool isDefault)
    {
        switch (value)
        {
            case GraphQLVariable when isDefault:
                throw new GraphQlException("A default value can't hold a variable.");
            case GraphQLVariable variable:
                WriteVariable(writer, variable.Name.StringValue);
                break;
            case GraphQLStringValue text:
                WriteText(writer, text.Value.Span);
                break;
            case GraphQLIntValue number:
                writer.WriteRawValue(number.Value.Span, skipInputValidation: true);
                break;
            case GraphQLFloatValue number:
                writer.WriteRawValue(number.Value.Span, skipInputValidation: true);
                break;
            case GraphQLBooleanValue flag:
                writer.WriteBooleanValue(flag.BoolValue);
                break;
            case GraphQLEnumValue name:
                writer.WriteStringValue(name.Name.StringValue);
                break;
            case GraphQLListValue list:
                writer.WriteStartArray();
                foreach (var item in list.Values ?? [])
                {
                    Write(writer, item, isDefault);
                }

                writer.WriteEndArray();
                break;
            case GraphQLObjectValue message:
                writer.WriteStartObject();
                foreach (var field in message.Fields ?? [])
                {
                    writer.WritePropertyName(field.Name.StringValue);
                    Write(writer, field.Value, isDefault);
                }

                writer.WriteEndObject();
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    private void WriteVariable(Utf8JsonWriter writer, string name)
    {
        if (variables.Find(name, out var otherwise) is { } given)
        {
            writer.WriteRawValue(given.GetRawText(), skipInputValidation: true);
        }
        else if (otherwise is not null)
        {
            Write(writer, otherwise, isDefault: true);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    private static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<char> text)
    {
        try
        {
            // The writer would put another character in the place of what is none.
            Strict.GetByteCount(text);
        }
        catch (EncoderFallbackException)
        {
            throw new GraphQlException("A text holds half of a surrogate pair.");
        }

        writer.WriteStringValue(text);
    }
}
