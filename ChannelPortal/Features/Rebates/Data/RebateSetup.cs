using ChannelPortal.Features.Rebates.Commands;
using ChannelPortal.Features.Rebates.Contracts;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Features.Rebates.Jobs;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Rebates.Data;

/// <inheritdoc cref="IRebateSetup"/>
internal sealed class RebateSetup(IAppDbFactory factory, ICommandDispatcher dispatcher, JobRunner jobs, BusinessClock clock, TimeProvider time) : IRebateSetup
{
    private static readonly Caller s_system = Caller.System("rebates setup");
    private static readonly Caller s_finance = new("setup:finance", "财务 Finance", new HashSet<string>(StringComparer.Ordinal) { "FIN" }, DealerScope.All);

    public async Task AddIfNoneAsync(IReadOnlyList<RebateProgramSeed> programs, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.None);
        if (await db.Set<RebateProgram>().AnyAsync(cancellationToken))
        {
            return;
        }

        foreach (var seed in programs)
        {
            var at = clock.StartOf(seed.FromOn);
            db.Add(new RebateProgram { Id = seed.Id, Name = seed.Name, NameEn = seed.NameEn, CreatedBy = seed.Author, CreatedAt = at });
            db.Add(new RebateVersion
            {
                ProgramId = seed.Id, No = 1, FromOn = seed.FromOn, State = RebateVersion.Approved, Text = RuleOf(seed).ToJson(), CreatedBy = "setup:author", CreatedByName = seed.Author, CreatedAt = at,
                DecidedBy = "setup:approver", DecidedByName = seed.Approver, DecidedAt = at,
            });
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    public async Task CalculateAsync(CancellationToken cancellationToken)
    {
        await jobs.CatchUpAsync(RebateCalculationJob.JobName, cancellationToken);
        await jobs.CatchUpAsync(RebateAccrualJob.JobName, cancellationToken);
    }

    public async Task<int> MoveOnAsync(DateOnly before, Func<string, string, Period, int, RebateFate?> fateOf, CancellationToken cancellationToken)
    {
        List<RebateStatement> calculated;
        await using (var db = factory.Create(DealerScope.All))
        {
            calculated = await db.Set<RebateStatement>().AsNoTracking().Where(s => s.State == RebateState.Calculated && s.PeriodEndOn <= before)
                .OrderBy(s => s.PeriodOn).ThenBy(s => s.ProgramId).ThenBy(s => s.DealerId).ToListAsync(cancellationToken);
        }

        var moved = 0;
        foreach (var group in calculated.GroupBy(s => (s.ProgramId, s.Period)))
        {
            var fates = group.Select((s, i) => (Statement: s, Fate: fateOf(s.ProgramId, s.DealerId, s.Period, i))).Where(f => f.Fate is not null).ToList();
            var paid = fates.Where(f => f.Fate!.SettledOn is not null).ToDictionary(f => f.Statement.DealerId, f => f.Fate!.SettledOn!.Value, StringComparer.Ordinal);
            if (paid.Count > 0)
            {
                var left = fates.Where(f => f.Fate!.SettledOn is not null && f.Fate.Left > 0)
                    .ToDictionary(f => f.Statement.DealerId, f => RebateCalculation.Multiply(f.Statement.Payable, Math.Min(1, f.Fate!.Left)), StringComparer.Ordinal);
                moved += await SendAsync(new RecordPastRebates(group.Key.ProgramId, group.Key.Period.Start, paid, left), s_system, cancellationToken);
            }

            var open = fates.FindAll(f => f.Fate!.SettledOn is null);
            if (open.Count > 0)
            {
                moved += await SendAsync(new SendRebateStatements([.. open.Select(f => f.Statement.No)]), s_finance, cancellationToken);
            }

            foreach (var (statement, fate) in open)
            {
                var person = new Caller("setup:" + statement.DealerId, statement.DealerId + " 财务", new HashSet<string>(StringComparer.Ordinal) { "DF" }, DealerScope.Own(statement.DealerId), statement.DealerId);
                if (fate!.State is "confirmed" or "approval")
                {
                    await SendAsync(new ConfirmRebate(statement.No), person, cancellationToken);
                }
                else if (fate.State == "disputed")
                {
                    await SendAsync(new DisputeRebate(statement.No, null, fate.Words ?? ""), person, cancellationToken);
                }
            }

            var asked = open.FindAll(f => f.Fate!.State == "approval").ConvertAll(f => f.Statement.No);
            if (asked.Count > 0)
            {
                await SendAsync(new AskRebateConsent(asked), s_finance, cancellationToken);
            }
        }

        return moved;
    }

    /// <summary>What a gate or another's work refuses stays as it is.</summary>
    private async Task<TResult?> SendAsync<TResult>(ICommand<TResult> command, Caller caller, CancellationToken cancellationToken) =>
        (await dispatcher.SendAsync(command, caller, SequentialId.New(time).ToString(), cancellationToken)).Value;

    private static RebateRule RuleOf(RebateProgramSeed seed)
    {
        var basis = seed.Basis switch { "sell_out" => RebateBasis.SellOut, "payment" => RebateBasis.Payment, "growth" => RebateBasis.Growth, "display" => RebateBasis.Display, _ => RebateBasis.SellIn };
        var method = seed.Method switch { "incremental" => RebateMethod.Incremental, "per_unit" => RebateMethod.PerUnit, _ => RebateMethod.Retroactive };
        var scale = basis switch { RebateBasis.Growth => 1, RebateBasis.Display => Money.QuantityScale, _ => Money.MinorPerMajor };
        return new RebateRule(
            new RebateTerms(
                basis, method, basis == RebateBasis.Display ? RebateMeasure.Quantity : RebateMeasure.Amount,
                [.. seed.Steps.Select(s => new RebateStep(s.From * scale, method == RebateMethod.PerUnit ? s.Rate * Money.MinorPerMajor : s.Rate))], seed.Cap * Money.MinorPerMajor),
            seed.Cycle switch { "month" => RebateCycle.Month, "year" => RebateCycle.Year, _ => RebateCycle.Quarter },
            RebateAudience.Everybody, true, seed.UsesHealth, true, true, seed.GraceDays, 0, Enum.GetValues<RebateMeans>().First(m => m.Code() == seed.Means));
    }
}
