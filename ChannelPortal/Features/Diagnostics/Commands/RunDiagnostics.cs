using System.Text.Json;
using ChannelPortal.Features.Diagnostics.Jobs;
using ChannelPortal.Features.Diagnostics.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Diagnostics.Commands;

/// <summary>Makes the reports of a dealer, a region or everybody in the caller's scope; or those of areas.</summary>
/// <param name="Kind"><c>monthly</c>, <c>quarterly</c> or <c>area</c>.</param>
/// <param name="Month">The closed period: <c>2026-10</c> or <c>2026-Q3</c>.</param>
[Permission(DiagnosticsPermissions.Run)]
public sealed record RunDiagnostics(string Kind, ReportTarget Target, string Month, string Language) : ICommand<DiagnosticsStarted>;

/// <summary>The run that will begin once the command is committed.</summary>
public sealed record DiagnosticsStarted(Guid RunId, int Reports);

internal sealed class RunDiagnosticsHandler(FindReportSubjects subjects, TimeProvider time) : ICommandHandler<RunDiagnostics, DiagnosticsStarted>
{
    public const string MessageKind = "diagnostics.run";

    public async Task<Result<DiagnosticsStarted>> HandleAsync(RunDiagnostics command, CommandContext context, CancellationToken cancellationToken)
    {
        var found = await subjects.HandleAsync(command.Kind, command.Target, command.Month, command.Language, context.Caller.Scope, cancellationToken);
        if (!found.Ok)
        {
            return Result<DiagnosticsStarted>.Fail([.. found.Errors]);
        }

        var (month, named) = found.Value;
        var runId = SequentialId.New(time);
        context.Audit("diagnostics.run", "report", month.ToString(), after: new { command.Kind, command.Target, command.Month, command.Language, named.Count });
        context.Send(MessageKind, MessageKind, new RunMessage(runId, ReportJobs.Of(command.Kind), month.ToString(), [.. named.Select(d => MonthlyDiagnosticJob.SubjectOf(d, command.Language))], context.Caller.Name));
        return new DiagnosticsStarted(runId, named.Count);
    }

    internal sealed record RunMessage(Guid RunId, string Job, string Month, IReadOnlyList<string> Subjects, string RequestedBy);
}

/// <summary>Starts the run after the commit. A second delivery finds the run's id and does nothing.</summary>
internal sealed class RunDiagnosticsReceiver(JobRunner runner) : IOutboxReceiver
{
    public string Kind => RunDiagnosticsHandler.MessageKind;

    public async Task ReceiveAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.Deserialize<RunDiagnosticsHandler.RunMessage>(message.Body, JsonSerializerOptions.Web)
            ?? throw new InvalidDataException("An empty message.");
        if (!Period.TryParse(body.Month, out var month))
        {
            throw new InvalidDataException($"Not a month: {body.Month}");
        }

        await runner.StartAsync(new JobRequest(body.Job, month, body.Subjects, body.RequestedBy, Again: true) { RunId = body.RunId }, cancellationToken);
    }
}
