using ChannelPortal.Features.Forecasts.Data;
using ChannelPortal.Features.Forecasts.Domain;
using ChannelPortal.Features.Forecasts.Queries;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Forecasts.Commands;

/// <summary>A planner's figure in place of the machine's; what lies above and below moves with it.</summary>
/// <param name="Code">Of the area, category or dealer; empty for the company.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="Reason">What the planner knows and the history does not.</param>
[Permission(ForecastsPermissions.Adjust)]
internal sealed record AdjustForecast(ForecastLevel Level, string Code, DateOnly MonthOn, long Amount, string? Reason) : ICommand<Guid>;

internal sealed class AdjustForecastHandler(IAppDbFactory factory, TimeProvider time) : ICommandHandler<AdjustForecast, Guid>
{
    private const int LongestReason = 500;
    private const long LargestAmount = 1_000_000_000_000_000;

    public async Task<Result<Guid>> HandleAsync(AdjustForecast command, CommandContext context, CancellationToken cancellationToken)
    {
        var db = context.Db;

        // The write locks the run: two planners at once would each add to the sums that the other one read.
        if (command.Level == ForecastLevel.Product || !GetForecasts.Covers(command.Level, command.Code, context.Caller.Scope, await AreaTree.ReadAsync(factory, cancellationToken))
            || await db.Set<ForecastRun>().Where(r => r.IsCurrent).ExecuteUpdateAsync(s => s.SetProperty(r => r.IsCurrent, true), cancellationToken) == 0)
        {
            return Error.NotFound;
        }

        var reason = command.Reason?.Trim();
        if (string.IsNullOrEmpty(reason) || reason.Length > LongestReason)
        {
            return Error.Of("forecast_reason", LongestReason).On("reason");
        }

        if (command.Amount is < 0 or > LargestAmount)
        {
            return Error.Of("forecast_amount").On("amount");
        }

        var run = await db.Set<ForecastRun>().AsNoTracking().SingleAsync(r => r.IsCurrent, cancellationToken);
        if (await FindAsync(db, run.Id, command, cancellationToken) is not { } now)
        {
            return Error.NotFound;
        }

        var change = new ForecastChange
        {
            Id = SequentialId.New(time), Level = command.Level, Code = command.Code, MonthOn = command.MonthOn, Machine = now.Machine, Before = now.Amount, Amount = command.Amount, Reason = reason,
            By = context.Caller.UserId, ByName = context.Caller.Name, At = context.Now,
        };
        db.Add(change);
        await ForecastPlan.ApplyAsync(db, run.Id, command.Level, command.Code, command.MonthOn, command.Amount, cancellationToken);
        context.Audit("forecasts.adjust", "forecast", $"{command.Level}/{command.Code}/{command.MonthOn:yyyy-MM}", before: new { change.Before }, after: new { change.Amount }, reason: reason,
            dealerId: command.Level == ForecastLevel.Dealer ? command.Code : null);
        return change.Id;
    }

    private static async Task<ForecastMonth?> FindAsync(DbContext db, Guid runId, AdjustForecast command, CancellationToken cancellationToken)
    {
        var (level, code, month) = (command.Level, command.Code, command.MonthOn);
        return level == ForecastLevel.Dealer
            ? await db.Set<DealerForecast>().AsNoTracking().SingleOrDefaultAsync(f => f.RunId == runId && f.DealerId == code && f.ProductId == "" && f.MonthOn == month, cancellationToken)
            : await db.Set<TotalForecast>().AsNoTracking().SingleOrDefaultAsync(f => f.RunId == runId && f.Level == level && f.Code == code && f.MonthOn == month, cancellationToken);
    }
}

/// <summary>Takes a planner's figure out again; the machine's stands.</summary>
[Permission(ForecastsPermissions.Adjust)]
internal sealed record WithdrawForecastChange(Guid Id) : ICommand<bool>;

internal sealed class WithdrawForecastChangeHandler(IAppDbFactory factory) : ICommandHandler<WithdrawForecastChange, bool>
{
    public async Task<Result<bool>> HandleAsync(WithdrawForecastChange command, CommandContext context, CancellationToken cancellationToken)
    {
        var db = context.Db;
        var locked = await db.Set<ForecastRun>().Where(r => r.IsCurrent).ExecuteUpdateAsync(s => s.SetProperty(r => r.IsCurrent, true), cancellationToken);
        if (locked == 0 || await db.Set<ForecastChange>().AsTracking().SingleOrDefaultAsync(c => c.Id == command.Id, cancellationToken) is not { } change
            || !GetForecasts.Covers(change.Level, change.Code, context.Caller.Scope, await AreaTree.ReadAsync(factory, cancellationToken)))
        {
            return Error.NotFound;
        }

        var run = await db.Set<ForecastRun>().AsNoTracking().SingleAsync(r => r.IsCurrent, cancellationToken);
        if (change.IsWithdrawn || change.MonthOn < run.MonthOn)
        {
            return Error.Of("forecast_withdrawn");
        }

        change.IsWithdrawn = true;
        await ForecastPlan.ApplyAsync(db, run.Id, change.Level, change.Code, change.MonthOn, change.Machine, cancellationToken);
        context.Audit("forecasts.withdraw", "forecast", $"{change.Level}/{change.Code}/{change.MonthOn:yyyy-MM}", before: new { change.Amount }, after: new { Amount = change.Machine });
        return true;
    }
}
