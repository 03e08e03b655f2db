namespace ChannelPortal.Features.Approvals.Contracts;

/// <summary>One condition on a figure of the document.</summary>
/// <param name="Op"><c>gt</c>, <c>ge</c>, <c>lt</c> or <c>le</c>.</param>
public sealed record ApprovalCondition(string Figure, string Op, decimal Value)
{
    /// <summary>Figures that conditions may name.</summary>
    public static IReadOnlyList<string> Figures { get; } = ["amount", "discount", "margin", "risk", "lines", "floor", "override"];

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

/// <summary>A rule to begin with.</summary>
/// <param name="Rank">Of the rules that fit, the lowest counts.</param>
public sealed record ApprovalRuleDraft(string DocKind, string Name, int Rank, IReadOnlyList<ApprovalCondition> Conditions, IReadOnlyList<ApprovalStep> Steps);

/// <summary>Puts rules into a portal that has none, as the demo does.</summary>
public interface IApprovalRuleBook
{
    /// <summary>Adds the rules when there is no rule at all.</summary>
    Task AddIfNoneAsync(IReadOnlyList<ApprovalRuleDraft> rules, CancellationToken cancellationToken);
}
