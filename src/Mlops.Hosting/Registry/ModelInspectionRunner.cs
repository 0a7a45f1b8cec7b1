using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Registry;

namespace Mlops.Hosting.Registry;

/// <summary>
/// Carries out one waiting inspection. A verdict on the model is written to its version; where the host could not reach one, the
/// inspection is given back to be tried later, and after the last attempt the version counts as failed.
/// </summary>
internal sealed class ModelInspectionRunner(
    IModelInspectionQueue queue,
    IEnumerable<IModelInspector> inspectors,
    ModelVersionObservers observers,
    IOptions<ModelInspectionOptions> options,
    TimeProvider time,
    ILogger<ModelInspectionRunner> logger,
    ILocalArtifacts? artifacts = null)
{
    private readonly IModelInspector[] _inspectors = [.. inspectors];

    /// <summary>Whether this host knows any format and can read files.</summary>
    public bool CanInspect => _inspectors.Length > 0 && artifacts is not null;

    /// <summary>Takes the inspection that has been due longest and ends it, one way or another.</summary>
    /// <returns>False when none was due.</returns>
    public async Task<bool> RunNextAsync(CancellationToken cancellationToken)
    {
        if (await queue.TakeAsync(options.Value.Lease, cancellationToken) is not { } pending)
        {
            return false;
        }

        if (pending.Attempt > options.Value.MaxAttempts)
        {
            // Every attempt so far ended without a word: the host died in it.
            await CompleteAsync(pending, GivenUp("No attempt to inspect the model came to an end."));
            return true;
        }

        using var held = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var holding = HoldLeaseAsync(pending, held);
        try
        {
            await InspectAsync(pending, cancellationToken, held.Token);
        }
        finally
        {
            await held.CancelAsync();
            await holding;
        }

        return true;
    }

    private async Task InspectAsync(PendingInspection pending, CancellationToken stopping, CancellationToken held)
    {
        var reason = "The model could not be inspected.";
        Exception? failure = null;
        try
        {
            var result = await ReadAsync(pending, held);
            if (result.Inconclusive is null)
            {
                await CompleteAsync(pending, result.Verdict);
                return;
            }

            reason = result.Inconclusive;
        }
        catch (OperationCanceledException) when (held.IsCancellationRequested)
        {
            if (stopping.IsCancellationRequested)
            {
                await queue.ReturnAsync(pending, CancellationToken.None);
                throw;
            }

            HostingLog.InspectionLost(logger, pending.Workspace, pending.Name, pending.Version);
            return;
        }
#pragma warning disable CA1031 // Whatever went wrong, the version must not wait for ever.
        catch (Exception error)
#pragma warning restore CA1031
        {
            failure = error;
        }

        await PostponeAsync(pending, reason, failure);
    }

    private async Task<(InspectionResult Verdict, string? Inconclusive)> ReadAsync(PendingInspection pending, CancellationToken held)
    {
        await using var files = ArtifactUri.TryResolve(pending.StorageLocation, out var path)
            ? await artifacts!.BorrowAsync(pending.Workspace, path, held)
            : null;
        if (files is null)
        {
            return (InspectionResult.Failed("The model's files are no longer there."), null);
        }

        foreach (var inspector in _inspectors)
        {
            if (await inspector.InspectAsync(files.Path, held) is { } found)
            {
                return found.Outcome switch
                {
                    ModelInspectionOutcome.Valid => (Verdict(ModelVersionStatus.Ready, null, found), null),
                    ModelInspectionOutcome.Invalid => (Verdict(ModelVersionStatus.FailedRegistration, found.Message, found), null),
                    _ => (InspectionResult.Ready, found.Message),
                };
            }
        }

        return (InspectionResult.Ready, null);
    }

    private async Task PostponeAsync(PendingInspection pending, string reason, Exception? failure)
    {
        var settings = options.Value;
        var delay = settings.FirstRetryDelay * Math.Pow(2, Math.Min(pending.Attempt - 1, 20));
        delay = delay < settings.MaxRetryDelay ? delay : settings.MaxRetryDelay;
        HostingLog.InspectionPostponed(logger, failure, pending.Workspace, pending.Name, pending.Version, pending.Attempt, reason, delay);
        if (pending.Attempt >= settings.MaxAttempts)
        {
            await CompleteAsync(pending, GivenUp(reason));
        }
        else if (!await queue.PostponeAsync(pending, delay, CancellationToken.None))
        {
            HostingLog.InspectionLost(logger, pending.Workspace, pending.Name, pending.Version);
        }
    }

    private async Task CompleteAsync(PendingInspection pending, InspectionResult result)
    {
        if (await queue.CompleteAsync(pending, result, CancellationToken.None) is not { } version)
        {
            HostingLog.InspectionLost(logger, pending.Workspace, pending.Name, pending.Version);
            return;
        }

        HostingLog.Inspected(logger, pending.Workspace, version.Name, version.Version, version.Status, version.StatusMessage);
        await observers.NotifyAsync(new ModelVersionChange(ModelVersionChangeKind.Inspected, pending.Workspace, version.Name, version.Version));
    }

    private async Task HoldLeaseAsync(PendingInspection pending, CancellationTokenSource held)
    {
        try
        {
            using var timer = new PeriodicTimer(options.Value.Lease / 3, time);
            while (await timer.WaitForNextTickAsync(held.Token))
            {
                if (!await queue.RenewAsync(pending, options.Value.Lease, held.Token))
                {
                    await held.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The inspection is over.
        }
#pragma warning disable CA1031 // The store is out of reach; whether the lease is lost shows when the result is written.
        catch (Exception error)
#pragma warning restore CA1031
        {
            HostingLog.InspectionsUnreachable(logger, error);
        }
    }

    private InspectionResult GivenUp(string reason) => InspectionResult.Failed($"{reason} It was tried {options.Value.MaxAttempts} times.");

    private static InspectionResult Verdict(ModelVersionStatus status, string? message, ModelInspection found) =>
        new(status, message, $"mlops.{found.Format}.", found.Tags);
}
