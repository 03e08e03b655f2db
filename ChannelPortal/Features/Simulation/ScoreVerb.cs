using System.CommandLine;
using System.Globalization;
using ChannelPortal.Features.Alerts.Contracts;
using ChannelPortal.Features.Risk.Contracts;
using ChannelPortal.Features.Simulation.World;
using ChannelPortal.Platform.CommandLine;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;

namespace ChannelPortal.Features.Simulation;

/// <summary>Prints how well incidents and broken rules are found; succeeds only when every kind of incident reaches its goal.</summary>
internal sealed class ScoreVerb(IServiceProvider services, IDetectorReplay replay, IRiskReplay risk, WorldSeeder seeder, ErrorTexts texts) : ICliVerb
{
    public Command Build()
    {
        var truth = new Option<string?>("--truth") { Description = "Ground truth that seed wrote; truth.json in the data directory when absent." };
        var list = new Option<bool>("--list") { Description = "Name the incidents that were missed and the alerts that were wrong." };
        var json = CliOutput.JsonOption();
        var command = new Command("score-incidents", "Run the detectors and the risk rules over the past, day by day, and compare with the planted incidents. Fails unless every kind reaches its goal.") { truth, list, json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var path = parse.GetValue(truth) ?? seeder.DefaultTruthPath;
            if (!File.Exists(path) || await WorldTruth.LoadAsync(path, cancellationToken) is not { } known)
            {
                return CliOutput.Fail(texts.Describe(Error.Of("truth_missing", path)));
            }

            await services.PrepareAsync(cancellationToken);
            var start = new WorldArguments(known.Dealers, known.Months, known.Seed, known.Until).Start;
            var days = Enumerable.Range(0, known.Until.DayNumber - start.DayNumber + 1).Select(start.AddDays)
                .Where(d => d.AddDays(1).Day == 1 || known.Until.DayNumber - d.DayNumber < 14).ToHashSet();
            var alerts = await replay.ReplayAsync(cancellationToken);
            var kinds = IncidentScoring.Score(known, alerts, await replay.MeasureDelayAsync(alerts, cancellationToken), days);
            var rules = RiskScoring.Score(known, risk.Rules, await risk.ReplayAsync(known.Until.AddDays(1 - RiskScoring.Days), known.Until, cancellationToken));
            var goal = IncidentGoal.Default;
            var total = IncidentScoring.Sum(kinds.Values, goal);
            CliOutput.Write(parse.GetValue(json), new { kinds, total, goal, rules }, () => string.Join('\n', Lines(kinds, parse.GetValue(list)).Append(Line(total, goal)).Concat(rules.Select(Line))));
            return total.IsMet ? 0 : 1;
        });
        return command;
    }

    private static IEnumerable<string> Lines(SortedDictionary<string, IncidentScore> kinds, bool isList)
    {
        foreach (var (kind, score) in kinds)
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{kind,-14} precision {Say(score.Precision)} recall {Say(score.Recall)} delay P90 {Say(score.DelayP90Seconds)} s, {Say(score.EffectP90Days)} days of effect, planted {score.Planted} alerts {score.Alerts} {score.Reason}");
            foreach (var missed in isList ? score.Missed : [])
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"  missed {missed.Id} {missed.Dealer} {missed.Product} {missed.From:yyyy-MM-dd} to {missed.To:yyyy-MM-dd}");
            }

            foreach (var wrong in isList ? score.Wrong : [])
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"  wrong {wrong.DealerId} {wrong.ProductId} {wrong.RaisedOn:yyyy-MM-dd}");
            }
        }
    }

    private static string Line(IncidentTotal total, IncidentGoal goal) => string.Create(CultureInfo.InvariantCulture,
        $"{"all",-14} precision {Say(total.Precision)} recall {Say(total.Recall)} delay P90 {Say(total.DelayP90Seconds)} s; goal of every kind {goal.Precision} / {goal.Recall} / {goal.DelaySeconds} s: {(total.IsMet ? "met" : "missed")}");

    private static string Line(KeyValuePair<string, RuleScore> rule) => string.Create(CultureInfo.InvariantCulture,
        $"{rule.Key,-14} precision {Say(rule.Value.Precision)} recall {Say(rule.Value.Recall)} planted {rule.Value.Planted} hits {rule.Value.Hits} {rule.Value.Reason}");

    private static string Say(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "-";
}
