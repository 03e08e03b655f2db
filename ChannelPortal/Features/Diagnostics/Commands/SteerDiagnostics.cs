using ChannelPortal.Features.Diagnostics.Jobs;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Diagnostics.Commands;

/// <summary>What becomes of a run.</summary>
public enum RunSteering
{
    /// <summary>Stops before the next report; what is made stays.</summary>
    Stop,

    /// <summary>As stop, to go on later.</summary>
    Pause,

    /// <summary>Goes on where a pause stopped it.</summary>
    Resume,
}

/// <summary>Stops, pauses or resumes a run of reports.</summary>
[Permission(DiagnosticsPermissions.Run)]
public sealed record SteerDiagnostics(Guid RunId, RunSteering To) : ICommand<bool>;

internal sealed class SteerDiagnosticsHandler : ICommandHandler<SteerDiagnostics, bool>
{
    public const string MessageKind = "diagnostics.steer";

    public async Task<Result<bool>> HandleAsync(SteerDiagnostics command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await context.Db.FindAsync<JobRun>([command.RunId], cancellationToken) is not { } run || !ReportJobs.Has(run.Job))
        {
            return Error.NotFound;
        }

        context.Audit("diagnostics." + command.To.ToString().ToLowerInvariant(), "job_run", command.RunId.ToString());
        context.Send(MessageKind, command.RunId.ToString(), command);
        return true;
    }
}

/// <summary>Steers after the commit: the runner writes in a transaction of its own.</summary>
internal sealed class SteerDiagnosticsReceiver(JobRunner runner) : IOutboxReceiver
{
    public string Kind => SteerDiagnosticsHandler.MessageKind;

    public Task ReceiveAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var command = System.Text.Json.JsonSerializer.Deserialize<SteerDiagnostics>(message.Body, System.Text.Json.JsonSerializerOptions.Web) ?? throw new InvalidDataException("An empty message.");
        return command.To switch
        {
            RunSteering.Pause => runner.PauseAsync(command.RunId, cancellationToken),
            RunSteering.Resume => runner.ResumeAsync(command.RunId, cancellationToken),
            _ => runner.CancelAsync(command.RunId, cancellationToken),
        };
    }
}
