using ChannelPortal.Features.Rebates.Commands;
using ChannelPortal.Features.Rebates.Data;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Rebates.Jobs;

/// <summary>Calculates a programme for a period, some dealers a transaction. A run that was cut short is finished by the next one: what it wrote is not different any more.</summary>
internal sealed class RebateRunner(ICommandDispatcher dispatcher, IAppDbFactory factory, RebateCalculator calculator, BusinessClock clock, TimeProvider time)
{
    private const int Part = 40;

    /// <param name="day">Any day of the period.</param>
    public async Task<Result<RebateRunPart>> RunAsync(string programId, DateOnly day, Caller caller, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var found = await FindAsync(programId, day, cancellationToken);
        if (!found.Ok)
        {
            return Result<RebateRunPart>.Fail(found.Errors);
        }

        var (period, dealers) = (found.Value.Period, found.Value.Dealers);
        var (runId, sum) = (SequentialId.New(time), new RebateRunPart(0, 0, 0));
        foreach (var (no, part) in dealers.Chunk(Part).Index())
        {
            var done = await dispatcher.SendAsync(new CalculateRebates(programId, period.Start, runId, part), caller, $"{runId}/{no}", cancellationToken);
            if (!done.Ok)
            {
                return done;
            }

            sum += done.Value;
            progress?.Report(Math.Min(1, (no + 1.0) * Part / dealers.Count));
        }

        return sum;
    }

    /// <summary>What a run would find, without writing anything.</summary>
    public async Task<Result<RebateRunPart>> VerifyAsync(string programId, DateOnly day, CancellationToken cancellationToken)
    {
        var found = await FindAsync(programId, day, cancellationToken);
        if (!found.Ok)
        {
            return Result<RebateRunPart>.Fail(found.Errors);
        }

        var sum = new RebateRunPart(0, 0, 0);
        foreach (var part in found.Value.Dealers.Chunk(Part))
        {
            await using var db = factory.Create(DealerScope.All);
            var outcomes = await calculator.PlanAsync(db, found.Value.Version, found.Value.Period, part, cancellationToken);
            sum += new RebateRunPart(outcomes.Count, outcomes.Sum(o => o.Payable), outcomes.Count(o => o.IsDifferent));
        }

        return sum;
    }

    private async Task<Result<(RebateVersionInForce Version, Period Period, IReadOnlyList<string> Dealers)>> FindAsync(string programId, DateOnly day, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        if (await RebateEngine.InForceAsync(db, programId, day, cancellationToken) is not { } version)
        {
            return Error.Of("rebate_no_version", programId);
        }

        var period = version.Rule.PeriodOf(day);
        return period.End > clock.Today
            ? Error.Of("rebate_period_open", period.End)
            : (version, period, await RebateEngine.DealersAsync(db, programId, version.Rule, period, cancellationToken));
    }
}
