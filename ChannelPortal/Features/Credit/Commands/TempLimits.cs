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

internal sealed class RequestTempLimitHandler(AccountWork work, BusinessClock clock, TimeProvider time, IOptions<CreditOptions> options) : ICommandHandler<RequestTempLimit, Guid>
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
        work.Tell(context, account);
        return request.Id;
    }
}

/// <summary>Finance grants or refuses. Nobody decides his own request.</summary>
[Permission("credit.manage")]
internal sealed record DecideTempLimit(Guid Id, bool IsGranted, string? Note) : ICommand<bool>;

internal sealed class DecideTempLimitHandler(AccountWork work, BusinessClock clock) : ICommandHandler<DecideTempLimit, bool>
{
    public async Task<Result<bool>> HandleAsync(DecideTempLimit command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await context.Db.Set<TempLimitRequest>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == command.Id, cancellationToken) is not { } found
            || await work.BeginAsync(context, found.DealerId, cancellationToken) is not { } account)
        {
            return Error.NotFound;
        }

        // Read again in the dealer's turn: two people may decide at once.
        var request = await context.Db.Set<TempLimitRequest>().SingleAsync(r => r.Id == command.Id, cancellationToken);
        if (!command.IsGranted && AccountWork.CheckReason(command.Note) is { } needed)
        {
            return needed;
        }

        if (command.IsGranted && request.Until < clock.DayOf(context.Now))
        {
            return Error.Of("credit_request_expired");
        }

        if (request.Decide(command.IsGranted, context.Caller, command.Note?.Trim(), context.Now) is { } refused)
        {
            return refused;
        }

        if (command.IsGranted)
        {
            work.Note(context, account.DealerId, "temp_limit", account.TempLimitOn(clock.Today), request.Amount, request.Reason, request.Until);
            (account.TempLimit, account.TempUntil) = (request.Amount, request.Until);
            await context.Db.Set<CreditAccount>().Where(a => a.DealerId == account.DealerId).ExecuteUpdateAsync(
                a => a.SetProperty(x => x.TempLimit, request.Amount).SetProperty(x => x.TempUntil, request.Until), cancellationToken);
        }

        context.Audit(command.IsGranted ? "credit.grant" : "credit.refuse", "temp_limit_request", request.Id.ToString(), null, new { request.Amount, request.Until }, command.Note, request.DealerId);
        work.Tell(context, account);
        return command.IsGranted;
    }
}
