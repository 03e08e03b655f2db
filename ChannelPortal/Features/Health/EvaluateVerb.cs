using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using ChannelPortal.Features.Health.Domain;
using ChannelPortal.Features.Health.Jobs;
using ChannelPortal.Features.Health.Queries;
using ChannelPortal.Platform.CommandLine;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Health;

/// <summary><c>evaluate --quarter 2026-Q3 [--verify]</c> for the health index, <c>evaluate --month 2026-10</c> for the value matrix.</summary>
internal sealed class EvaluateVerb(QuarterRuns runs, JobRunner runner, IAppDbFactory factory, BusinessClock clock, IServiceProvider services) : ICliVerb
{
    public Command Build()
    {
        var quarter = new Option<string?>("--quarter") { Description = "Closed quarter, e.g. 2026-Q3." };
        var month = new Option<string?>("--month") { Description = "Closed month, e.g. 2026-10: places all dealers in the value matrix." };
        var verify = new Option<bool>("--verify") { Description = "Compute from facts and compare with what is stored; changes nothing." };
        var json = CliOutput.JsonOption();
        var command = new Command("evaluate", "Evaluate all dealers for a quarter, or place them in the value matrix of a month. What is evaluated already stays; interrupted runs resume.") { quarter, month, verify, json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            if (parse.GetValue(month) is { } text && parse.GetValue(quarter) is null)
            {
                if (!Period.TryParse(text, out var days) || days != Period.MonthOf(days.Start) || days.End > clock.Today)
                {
                    return CliOutput.Fail("Name a month that has ended: --month 2026-10.");
                }

                await services.PrepareAsync(cancellationToken);
                return await PlaceAsync(days, parse.GetValue(json), cancellationToken);
            }

            if (Quarters.Parse(parse.GetValue(quarter)) is not { } period || period.End > clock.Today || parse.GetValue(month) is not null)
            {
                return CliOutput.Fail("Name a quarter that has ended (--quarter 2026-Q3), or a month (--month 2026-10) for the value matrix.");
            }

            await services.PrepareAsync(cancellationToken);
            return await RunAsync(period, parse.GetValue(verify), parse.GetValue(json), cancellationToken);
        });
        return command;
    }

    private async Task<int> RunAsync(Period quarter, bool isTrial, bool asJson, CancellationToken cancellationToken)
    {
        var time = Stopwatch.StartNew();
        var failed = isTrial ? 0 : (await runner.RunAsync(new JobRequest(EvaluateQuarterJob.JobName, quarter, null, "cli"), cancellationToken)).Failed;
        var run = await runs.ReadAsync(quarter, cancellationToken);
        await using var db = factory.Create(DealerScope.All);
        var start = quarter.Start;
        var stored = await db.Set<Evaluation>().AsNoTracking().Where(e => e.QuarterOn == start).ToDictionaryAsync(e => e.DealerId, StringComparer.Ordinal, cancellationToken);
        var different = Different(run, stored);
        var rated = stored.Values.Count(e => e.Index is not null);
        CliOutput.Write(
            asJson,
            new { dealers = stored.Count, rated, different, seconds = Math.Round(time.Elapsed.TotalSeconds, 2) },
            () => string.Create(CultureInfo.InvariantCulture, $"{quarter}: {stored.Count} dealers, {rated} rated, {different} different from facts, {failed} failed"));
        return different == 0 && failed == 0 ? 0 : 1;
    }

    private async Task<int> PlaceAsync(Period month, bool asJson, CancellationToken cancellationToken)
    {
        var time = Stopwatch.StartNew();
        var run = await runner.RunAsync(new JobRequest(ValueMatrixJob.JobName, month, null, "cli"), cancellationToken);
        await using var db = factory.Create(DealerScope.All);
        var start = month.Start;
        var (placed, rated) = (await db.Set<DealerStanding>().CountAsync(s => s.MonthOn == start, cancellationToken), await db.Set<DealerStanding>().CountAsync(s => s.MonthOn == start && s.Segment != null, cancellationToken));
        CliOutput.Write(
            asJson, new { dealers = placed, rated, seconds = Math.Round(time.Elapsed.TotalSeconds, 2) }, () => string.Create(CultureInfo.InvariantCulture, $"{month}: {placed} dealers placed, {rated} rated, {run.Failed} failed"));
        return run.Failed == 0 ? 0 : 1;
    }

    /// <summary>Dealers whose stored evaluation is not what the facts give, or that have one without facts or facts without one.</summary>
    internal static int Different(QuarterRun run, IReadOnlyDictionary<string, Evaluation> stored) =>
        run.DealerIds.Count(id => stored.GetValueOrDefault(id) is not { } kept || !IsSame(kept, run.Evaluate(run.Find(id)!))) + stored.Keys.Count(id => run.Find(id) is null);

    private static bool IsSame(Evaluation kept, EvaluationResult result) =>
        kept.InputsHash == result.Digest && kept.Index == result.Index && kept.Band == result.Band?.ToString() && result.Components.All(c => kept.Scores[c.Id] == c.Score);
}
