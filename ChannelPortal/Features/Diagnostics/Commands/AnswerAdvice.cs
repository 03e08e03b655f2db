using ChannelPortal.Features.Diagnostics.Domain;
using ChannelPortal.Features.Diagnostics.Reports;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Diagnostics.Commands;

/// <summary>A dealer's answer to a piece of advice: taken, or not and why.</summary>
[Permission(DiagnosticsPermissions.Answer)]
public sealed record AnswerAdvice(string AdviceId, bool Accepted, string? Reason) : ICommand<bool>;

/// <summary>A dealer says that it has done what it accepted. What came of it is measured by the next report, not told.</summary>
[Permission(DiagnosticsPermissions.Answer)]
public sealed record FinishAdvice(string AdviceId) : ICommand<bool>;

internal sealed class AnswerAdviceHandler(BusinessClock clock) : ICommandHandler<AnswerAdvice, bool>
{
    private const int MostReason = 300;

    public async Task<Result<bool>> HandleAsync(AnswerAdvice command, CommandContext context, CancellationToken cancellationToken)
    {
        if (command.Reason is { Length: > MostReason })
        {
            return Error.Of("advice_reason_long", MostReason).On("Reason");
        }

        if (await AdviceRows.FindAsync(context, command.AdviceId, cancellationToken) is not { } advice)
        {
            return Error.NotFound;
        }

        var answered = advice.Answer(command.Accepted, command.Reason, context.Caller.Name, context.Now);
        return answered.Ok ? AdviceRows.Keep(context, clock, advice, "advice.answer", new { command.Accepted }, command.Reason) : answered;
    }
}

internal sealed class FinishAdviceHandler(BusinessClock clock) : ICommandHandler<FinishAdvice, bool>
{
    public async Task<Result<bool>> HandleAsync(FinishAdvice command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await AdviceRows.FindAsync(context, command.AdviceId, cancellationToken) is not { } advice)
        {
            return Error.NotFound;
        }

        var finished = advice.Finish(clock.DayOf(context.Now));
        return finished.Ok ? AdviceRows.Keep(context, clock, advice, "advice.finish", new { advice.DoneOn }, null) : finished;
    }
}

/// <summary>What both handlers do with a row.</summary>
internal static class AdviceRows
{
    /// <summary>Another dealer's advice is as absent as one that never was.</summary>
    public static Task<Advice?> FindAsync(CommandContext context, string id, CancellationToken cancellationToken) =>
        context.Db.Set<Advice>().SingleOrDefaultAsync(a => a.Id == id, cancellationToken);

    public static bool Keep(CommandContext context, BusinessClock clock, Advice advice, string action, object after, string? reason)
    {
        context.Record(AdviceBook.FactOf(advice, clock.DayOf(advice.IssuedAt)));
        context.Audit(action, "advice", advice.Id, after: after, reason: reason, dealerId: advice.DealerId);
        return true;
    }
}
