using System.Text.Json;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Operations.Commands;

/// <summary>Tries the failed items of a job's period again.</summary>
/// <param name="Period">Text of the period, e.g. <c>2026-10</c>.</param>
/// <returns>The run that begins once the command is committed.</returns>
[Permission(OperationsPermissions.RunJobs)]
public sealed record RetryJob(string Job, string Period) : ICommand<Guid>;

internal sealed class RetryJobHandler(JobRunner runner, TimeProvider time) : ICommandHandler<RetryJob, Guid>
{
    public const string MessageKind = "job.retry";

    public async Task<Result<Guid>> HandleAsync(RetryJob command, CommandContext context, CancellationToken cancellationToken)
    {
        if (runner.Jobs.All(j => j.Name != command.Job) || !Period.TryParse(command.Period, out _))
        {
            return Error.NotFound;
        }

        var subjects = await context.Db.Set<JobClaim>().Where(c => c.Job == command.Job && c.Period == command.Period && c.State == JobState.Failed)
            .OrderBy(c => c.Subject).Select(c => c.Subject).ToListAsync(cancellationToken);
        if (subjects.Count == 0)
        {
            return Error.Of("job_nothing_failed");
        }

        var runId = SequentialId.New(time);
        context.Send(MessageKind, MessageKind + "/" + command.Job, new RetryMessage(runId, command.Job, command.Period, subjects, context.Caller.Name));
        context.Audit("job.retried", "job", command.Job, after: new { command.Period, subjects.Count });
        return runId;
    }

    internal sealed record RetryMessage(Guid RunId, string Job, string Period, IReadOnlyList<string> Subjects, string RequestedBy);
}

/// <summary>Starts the run after the commit. A second delivery finds the run's id and does nothing.</summary>
internal sealed class RetryJobReceiver(JobRunner runner) : IOutboxReceiver
{
    public string Kind => RetryJobHandler.MessageKind;

    public async Task ReceiveAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.Deserialize<RetryJobHandler.RetryMessage>(message.Body) ?? throw new InvalidDataException("An empty message.");
        if (!Period.TryParse(body.Period, out var period))
        {
            throw new InvalidDataException($"Not a period: {body.Period}");
        }

        await runner.StartAsync(new JobRequest(body.Job, period, body.Subjects, body.RequestedBy, Again: true) { RunId = body.RunId }, cancellationToken);
    }
}
