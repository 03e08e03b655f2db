using System.Text.Json;

namespace ChannelPortal.Features.Approvals.Domain;

/// <summary>One condition on a figure of the document.</summary>
/// <param name="Op"><c>gt</c>, <c>ge</c>, <c>lt</c> or <c>le</c>.</param>
public sealed record ApprovalCondition(string Figure, string Op, decimal Value)
{
    /// <summary>Figures that conditions may name.</summary>
    public static IReadOnlyList<string> Figures { get; } = ["amount", "discount", "margin", "risk", "lines"];

    public static IReadOnlyList<string> Ops { get; } = ["gt", "ge", "lt", "le"];

    /// <summary>A figure that the document does not have meets nothing.</summary>
    public bool IsMet(IReadOnlyDictionary<string, decimal> figures) => figures.TryGetValue(Figure, out var value) && Op switch
    {
        "gt" => value > Value,
        "ge" => value >= Value,
        "lt" => value < Value,
        "le" => value <= Value,
        _ => false,
    };
}

/// <summary>One step of a path; its approvers are asked at the same time.</summary>
/// <param name="Approvers">Role codes, or <c>user:</c> and a user's id.</param>
/// <param name="NeedsAll">All approvers must consent; otherwise the first answer counts.</param>
public sealed record ApprovalStep(IReadOnlyList<string> Approvers, bool NeedsAll, int SlaHours);

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
