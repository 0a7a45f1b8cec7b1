using Microsoft.Extensions.Options;

namespace Mlops.Onnx;

/// <summary>Reports every wrong option at once.</summary>
internal sealed class OnnxOptionsValidator : IValidateOptions<OnnxOptions>
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, OnnxOptions options)
    {
        List<string> errors = [];
        Between(nameof(options.MaxFileBytes), options.MaxFileBytes, 1, int.MaxValue);
        Between(nameof(options.MaxExternalBytes), options.MaxExternalBytes, 0, long.MaxValue);
        Between(nameof(options.MaxFiles), options.MaxFiles, 1, 1000);
        Between(nameof(options.MaxTensorBytes), options.MaxTensorBytes, 1, int.MaxValue);
        Between(nameof(options.MaxRuntimeBytes), options.MaxRuntimeBytes, 1 << 20, uint.MaxValue);
        Between(nameof(options.MaxConcurrency), options.MaxConcurrency, 1, 64);
        Time(nameof(options.LoadTimeout), options.LoadTimeout);
        Time(nameof(options.InferenceTimeout), options.InferenceTimeout);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void Between(string option, long value, long least, long most)
        {
            if (value < least || value > most)
            {
                errors.Add($"{nameof(OnnxOptions)}.{option} is {value} but must lie between {least} and {most}.");
            }
        }

        void Time(string option, TimeSpan value)
        {
            if (value <= TimeSpan.Zero || value > s_longest)
            {
                errors.Add($"{nameof(OnnxOptions)}.{option} is {value} but must be positive and at most {s_longest}.");
            }
        }
    }
}
