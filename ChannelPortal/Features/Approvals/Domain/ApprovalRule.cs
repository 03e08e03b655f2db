using System.Text.Json;
using ChannelPortal.Features.Approvals.Contracts;

namespace ChannelPortal.Features.Approvals.Domain;

/// <summary>Who is asked for which documents. Of all rules that fit, the one with the lowest rank counts.</summary>
internal sealed class ApprovalRule
{
    public Guid Id { get; init; }

    public required string DocKind { get; set; }

    public required string Name { get; set; }

    public int Rank { get; set; }

    /// <summary>JSON list of <see cref="ApprovalCondition"/>; all must be met.</summary>
    public required string Conditions { get; set; }

    /// <summary>JSON list of <see cref="ApprovalStep"/>, one after the other.</summary>
    public required string Steps { get; set; }

    public bool IsEnabled { get; set; } = true;

    public DateTimeOffset ChangedAt { get; set; }

    public int Version { get; set; }

    public IReadOnlyList<ApprovalCondition> ConditionList => JsonSerializer.Deserialize<List<ApprovalCondition>>(Conditions) ?? [];

    public IReadOnlyList<ApprovalStep> StepList => JsonSerializer.Deserialize<List<ApprovalStep>>(Steps) ?? [];

    public bool Fits(IReadOnlyDictionary<string, decimal> figures) => IsEnabled && ConditionList.All(c => c.IsMet(figures));

    /// <summary>The rule that decides about a document; null when nobody is to be asked.</summary>
    public static ApprovalRule? Choose(IEnumerable<ApprovalRule> rules, IReadOnlyDictionary<string, decimal> figures) =>
        rules.Where(r => r.Fits(figures)).OrderBy(r => r.Rank).ThenBy(r => r.Id).FirstOrDefault();
}
