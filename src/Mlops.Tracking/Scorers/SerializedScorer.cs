using System.Text.Json;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Validation;

namespace Mlops.Tracking.Scorers;

/// <summary>What a client may register as a scorer. It is read as JSON and never made into anything.</summary>
internal static class SerializedScorer
{
    private const string Gateway = "gateway:/";
    private static readonly string[] Judges = ["instructions_judge_pydantic_data", "builtin_scorer_pydantic_data", "third_party_scorer_data"];

    public static void Check(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw MlflowException.InvalidParameterValue("serialized_scorer must be a JSON object");
            }

            if (IsSet(document.RootElement, "call_source", out _))
            {
                throw MlflowException.InvalidParameterValue(
                    "serialized_scorer holds source code ('call_source'), as scorers made by the @scorer decorator do. Whoever loads it would run that code, so it can't be registered; register a built-in scorer or one of make_judge() instead.");
            }

            CheckModel(document.RootElement);
        }
        catch (JsonException)
        {
            throw MlflowException.InvalidParameterValue("serialized_scorer must be valid JSON");
        }
        catch (InvalidOperationException)
        {
            throw MlflowException.InvalidParameterValue("serialized_scorer holds half of a surrogate pair");
        }
    }

    private static void CheckModel(JsonElement scorer)
    {
        if (IsSet(scorer, "memory_augmented_judge_data", out var memory) && IsSet(memory, "base_judge", out var judge) && judge.ValueKind == JsonValueKind.Object)
        {
            CheckModel(judge);
            return;
        }

        foreach (var name in Judges)
        {
            if (!IsSet(scorer, name, out var data) || !IsSet(data, "model", out var model))
            {
                continue;
            }

            var uri = model.ValueKind == JsonValueKind.String ? model.GetString()! : throw MlflowException.InvalidParameterValue("Scorer model must be a string.");
            if (string.IsNullOrWhiteSpace(uri))
            {
                throw MlflowException.InvalidParameterValue("Scorer model cannot be empty or contain only whitespace.");
            }

            if (uri.StartsWith(Gateway, StringComparison.Ordinal))
            {
                throw MlflowException.ResourceDoesNotExist($"GatewayEndpoint not found (name='{EntityName.Shorten(uri[Gateway.Length..].TrimStart('/'))}')");
            }
        }
    }

    private static bool IsSet(JsonElement owner, string name, out JsonElement value)
    {
        value = default;
        return owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
    }
}
