using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Credit.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Credit.Commands;

/// <summary>The dealer, or his channel manager, asks for a temporary limit in place of the one that runs. Minor units.</summary>
/// <param name="Until">Last business day on which it holds.</param>
[Permission("credit.request")]
internal sealed record RequestTempLimit(string DealerId, long Amount, DateOnly Until, string Reason) : ICommand<Guid>;

internal sealed class RequestTempLimitHandler(AccountWork work, IApprovals approvals, BusinessClock clock, TimeProvider time, IOptions<CreditOptions> options) : ICommandHandler<RequestTempLimit, Guid>
{
    public async Task<Result<Guid>> HandleAsync(RequestTempLimit command, CommandContext context, CancellationToken cancellationToken)
    {
        var today = clock.DayOf(context.Now);
        if (command.Amount <= 0)
        {
            return Error.Of("credit_amount_positive").On("amount");
        }

        if (command.Until < today || command.Until > today.AddDays(options.Value.MaxTempDays))
        {
            return Error.Of("credit_until_out_of_range", options.Value.MaxTempDays).On("until");
        }

        if (AccountWork.CheckReason(command.Reason) is { } refused)
        {
            return refused;
        }

        if (await work.BeginAsync(context, command.DealerId, cancellationToken) is not { } account)
        {
            return Error.NotFound;
        }

        if (await context.Db.Set<TempLimitRequest>().AnyAsync(r => r.DealerId == command.DealerId && r.State == "open", cancellationToken))
        {
            return Error.Of("credit_request_open");
        }

        var request = new TempLimitRequest
        {
            Id = SequentialId.New(time), DealerId = command.DealerId, Amount = command.Amount, Until = command.Until, Reason = command.Reason.Trim(),
            RequestedBy = context.Caller.UserId, RequestedByName = context.Caller.Name, RequestedAt = context.Now,
        };
        context.Db.Add(request);
        context.Audit("credit.request", "temp_limit_request", request.Id.ToString(), null, new { command.Amount, command.Until }, command.Reason, command.DealerId);
        await approvals.SubmitAsync(context, TempLimitDecisions.DocumentOf(request), cancellationToken);
        work.Tell(context, account);
        return request.Id;
    }
}

/// <summary>Finance grants or refuses. Nobody decides his own request, and one that a rule sends through approvals is decided there.</summary>
[Permission("credit.manage")]
internal sealed record DecideTempLimit(Guid Id, bool IsGranted, string? Note) : ICommand<bool>;

internal sealed class DecideTempLimitHandler(TempLimitDecisions decisions, IApprovals approvals) : ICommandHandler<DecideTempLimit, bool>
{
    public async Task<Result<bool>> HandleAsync(DecideTempLimit command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await context.Db.Set<TempLimitRequest>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == command.Id, cancellationToken) is not { } found)
        {
            return Error.NotFound;
        }

        return found.State == "open" && await approvals.IsPendingAsync(context.Db, TempLimitDecisions.DocKind, TempLimitDecisions.DocIdOf(found.DealerId), cancellationToken)
            ? Error.Of("credit_request_in_approval")
            : await decisions.DecideAsync(context, found, command.IsGranted, command.Note, cancellationToken);
    }
}

/// <summary>What a decision on a temporary limit does, whether finance makes it alone or the last approver of a path.</summary>
internal sealed class TempLimitDecisions(AccountWork work, BusinessClock clock) : IApprovalSubject
{
    public const string DocKind = "credit";
    private const string Prefix = "TL-";

    string IApprovalSubject.Kind => DocKind;

    /// <summary>A dealer has one open request at most, so its document is named after him.</summary>
    public static string DocIdOf(string dealerId) => Prefix + dealerId;

    public static ApprovalDocument DocumentOf(TempLimitRequest request) => new(
        DocKind, DocIdOf(request.DealerId), request.DealerId, request.Id.ToString(),
        new Dictionary<string, decimal>(StringComparer.Ordinal) { ["amount"] = request.Amount / (decimal)Money.MinorPerMajor }, request.Reason);

    string IApprovalSubject.HrefOf(string docId) => "credit/" + docId[Prefix.Length..];

    async Task<Result<bool>> IApprovalSubject.DecidedAsync(CommandContext context, string docId, bool isApproved, string? reason, CancellationToken cancellationToken)
    {
        var dealerId = docId[Prefix.Length..];
        return await context.Db.Set<TempLimitRequest>().AsNoTracking().SingleOrDefaultAsync(r => r.DealerId == dealerId && r.State == "open", cancellationToken) is { } found
            ? await DecideAsync(context, found, isApproved, reason, cancellationToken)
            : Error.NotFound;
    }

    public async Task<Result<bool>> DecideAsync(CommandContext context, TempLimitRequest found, bool isGranted, string? note, CancellationToken cancellationToken)
    {
        if (await work.BeginAsync(context, found.DealerId, cancellationToken) is not { } account)
        {
            return Error.NotFound;
        }

        // Read again in the dealer's turn: two people may decide at once.
        var request = await context.Db.Set<TempLimitRequest>().SingleAsync(r => r.Id == found.Id, cancellationToken);
        if (!isGranted && AccountWork.CheckReason(note) is { } needed)
        {
            return needed;
        }

        if (isGranted && request.Until < clock.DayOf(context.Now))
        {
            return Error.Of("credit_request_expired");
        }

        if (request.Decide(isGranted, context.Caller, note?.Trim(), context.Now) is { } refused)
        {
            return refused;
        }

        if (isGranted)
        {
            work.Note(context, account.DealerId, "temp_limit", account.TempLimitOn(clock.Today), request.Amount, request.Reason, request.Until);
            (account.TempLimit, account.TempUntil) = (request.Amount, request.Until);
            await context.Db.Set<CreditAccount>().Where(a => a.DealerId == account.DealerId).ExecuteUpdateAsync(
                a => a.SetProperty(x => x.TempLimit, request.Amount).SetProperty(x => x.TempUntil, request.Until), cancellationToken);
        }

        context.Audit(isGranted ? "credit.grant" : "credit.refuse", "temp_limit_request", request.Id.ToString(), null, new { request.Amount, request.Until }, note, request.DealerId);
        work.Tell(context, account);
        return isGranted;
    }
}
