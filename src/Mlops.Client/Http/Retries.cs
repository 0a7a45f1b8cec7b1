using Polly;
using Polly.Retry;

namespace Mlops.Client.Http;

/// <summary>The two ways of repeating a call.</summary>
internal sealed class Retries(RetryLimits limits, TimeProvider time)
{
    private readonly ResiliencePipeline _freely = Build(limits, time, static failure => failure.IsTransient);
    private readonly ResiliencePipeline _ifUnsent = Build(limits, time, static failure => failure.NeverArrived);

    public ValueTask<T> RunAsync<T>(Repeat repeat, Func<CancellationToken, ValueTask<T>> attempt, CancellationToken cancellationToken) =>
        (repeat == Repeat.Freely ? _freely : _ifUnsent).ExecuteAsync(attempt, cancellationToken);

    private static ResiliencePipeline Build(RetryLimits limits, TimeProvider time, Func<MlopsException, bool> mayRepeat)
    {
        if (limits.MaxRetries == 0)
        {
            return ResiliencePipeline.Empty;
        }

        return new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = limits.MaxRetries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = limits.BaseDelay,
                MaxDelay = limits.MaxDelay,
                ShouldHandle = arguments => ValueTask.FromResult(
                    arguments.Outcome.Exception is MlopsException failure && mayRepeat(failure) && !(failure.RetryAfter > limits.MaxRetryAfter)),
                DelayGenerator = static arguments => ValueTask.FromResult((arguments.Outcome.Exception as MlopsException)?.RetryAfter),
            })
            .Build();
    }
}
