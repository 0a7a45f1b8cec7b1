using Microsoft.Extensions.Options;

namespace Mlops.Hosting.Registry;

internal sealed class ModelInspectionOptionsValidator : IValidateOptions<ModelInspectionOptions>
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, ModelInspectionOptions options)
    {
        var errors = new List<string>();
        if (options.MaxAttempts is < 1 or > 1000)
        {
            errors.Add("MaxAttempts of model inspections must be between 1 and 1000.");
        }

        Check(nameof(options.FirstRetryDelay), options.FirstRetryDelay, TimeSpan.Zero);
        Check(nameof(options.MaxRetryDelay), options.MaxRetryDelay, options.FirstRetryDelay);
        Check(nameof(options.Lease), options.Lease, TimeSpan.FromSeconds(1));
        Check(nameof(options.PollInterval), options.PollInterval, TimeSpan.FromMilliseconds(10));
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void Check(string field, TimeSpan value, TimeSpan least)
        {
            if (value < least || value > Longest)
            {
                errors.Add($"{field} of model inspections must be between {least} and {Longest}.");
            }
        }
    }
}
