using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Alerts.Rules;

/// <summary>One bucket over all series of a rule.</summary>
internal static class RuleSteps
{
    public static IEnumerable<(string Subject, RuleOutcome Outcome)> Run(
        AlertRule rule, RuleEvaluator evaluator, Dictionary<string, SeriesMemory> memories, IReadOnlyDictionary<string, double> values, IReadOnlyDictionary<string, RuleDealer> dealers, RuleQuiet quiet, Period bucket)
    {
        foreach (var subject in values.Keys.Where(s => !memories.ContainsKey(s)))
        {
            memories[subject] = new SeriesMemory();
        }

        foreach (var (subject, memory) in memories.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            var dealer = RuleReader.DealerOf(rule, subject) is { } id ? dealers.GetValueOrDefault(id) : null;
            if (rule.Each == RuleSubjects.Dealer && dealer is null)
            {
                continue;
            }

            var outcome = evaluator.Step(memory, bucket, values.TryGetValue(subject, out var value) ? value : null, quiet.Holds(bucket, dealer));
            if (outcome.Event != RuleEvent.None)
            {
                yield return (subject, outcome);
            }
        }
    }
}
