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

/// <summary><c>evaluate --quarter 2026-Q3 [--verify]</c>.</summary>
internal sealed class EvaluateVerb(QuarterRuns runs, JobRunner runner, IAppDbFactory factory, BusinessClock clock, IServiceProvider services) : ICliVerb
{
    public Command Build()
    {
        var quarter = new Option<string>("--quarter") { Description = "Closed quarter, e.g. 2026-Q3.", Required = true };
        var verify = new Option<bool>("--verify") { Description = "Compute from facts and compare with what is stored; changes nothing." };
        var json = CliOutput.JsonOption();
        var command = new Command("evaluate", "Evaluate all dealers for a quarter. What is evaluated already stays; interrupted runs resume.") { quarter, verify, json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            if (Quarters.Parse(parse.GetValue(quarter)) is not { } period || period.End > clock.Today)
            {
                return CliOutput.Fail("Name a quarter that has ended: --quarter 2026-Q3.");
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

    /// <summary>Dealers whose stored evaluation is not what the facts give, or that have one without facts or facts without one.</summary>
    internal static int Different(QuarterRun run, IReadOnlyDictionary<string, Evaluation> stored) =>
        run.DealerIds.Count(id => stored.GetValueOrDefault(id) is not { } kept || !IsSame(kept, run.Evaluate(run.Find(id)!))) + stored.Keys.Count(id => run.Find(id) is null);

    private static bool IsSame(Evaluation kept, EvaluationResult result) =>
        kept.InputsHash == result.Digest && kept.Index == result.Index && kept.Band == result.Band?.ToString() && result.Components.All(c => kept.Scores[c.Id] == c.Score);
}
