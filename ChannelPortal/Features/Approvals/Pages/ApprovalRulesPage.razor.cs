using System.Globalization;
using ChannelPortal.Features.Approvals.Commands;
using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Approvals.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Approvals.Pages;

/// <summary>Who is asked for which documents; a test document shows at once which rule would decide.</summary>
public sealed partial class ApprovalRulesPage : IDisposable
{
    private static readonly string[] s_kinds = ["order", "quote", "credit", "return", "price"];
    private static readonly string[] s_roles = ["CHM", "FIN", "RISK", "SVC", "EXEC", "DA"];
    private readonly CancellationTokenSource leaving = new();
    private readonly Dictionary<string, decimal> test = new(StringComparer.Ordinal) { ["amount"] = 100_000 };
    private IReadOnlyList<SaveApprovalRule>? rules;
    private IReadOnlyList<Error> errors = [];
    private RuleDraft? draft;
    private string testKind = s_kinds[0];
    private Caller? caller;

    [Inject]
    private FindApprovals Approvals { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Dispatcher { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private SaveApprovalRule? Hit => rules?.Where(r => r.DocKind == testKind && r.IsEnabled && r.Conditions.All(c => c.IsMet(test))).OrderBy(r => r.Rank).ThenBy(r => r.Id).FirstOrDefault();

    private string TestResult => Hit is { } hit ? Text["Test_Hit", hit.Name, Describe(hit.Steps)] : Text["Test_None"];

    protected override async Task OnInitializedAsync()
    {
        caller = await Callers.GetAsync(leaving.Token);
        rules = await Approvals.RulesAsync(leaving.Token);
    }

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    private string Describe(IReadOnlyList<ApprovalCondition> conditions) => conditions.Count == 0
        ? Text["Always"]
        : string.Join(Text["And"], conditions.Select(c => $"{Text["Figure_" + c.Figure]} {Text["Op_" + c.Op]} {c.Value.ToString("#,##0.##", CultureInfo.CurrentCulture)}"));

    private string Describe(IReadOnlyList<ApprovalStep> steps) =>
        string.Join(" → ", steps.Select(s => string.Join(s.NeedsAll ? " + " : " / ", s.Approvers.Select(a => a.StartsWith("user:", StringComparison.Ordinal) ? Text["One_Person"] : Text["Role_" + a])) + $" ({Text["Within", s.SlaHours]})"));

    private void SetTest(string figure, ChangeEventArgs change)
    {
        test.Remove(figure);
        if (decimal.TryParse(change.Value as string, NumberStyles.Number, CultureInfo.CurrentCulture, out var value))
        {
            test[figure] = value;
        }
    }

    private void New() => (draft, errors) = (new RuleDraft { Id = SequentialId.New(Time), Rank = 100, Steps = [new StepDraft()] }, []);

    private void Edit(SaveApprovalRule rule) => (draft, errors) = (
        new RuleDraft
        {
            Id = rule.Id,
            DocKind = rule.DocKind,
            Name = rule.Name,
            Rank = rule.Rank,
            IsEnabled = rule.IsEnabled,
            Version = rule.Version,
            Conditions = [.. rule.Conditions.Select(c => new ConditionDraft { Figure = c.Figure, Op = c.Op, Value = c.Value })],
            Steps = [.. rule.Steps.Select(s => new StepDraft { Approvers = [.. s.Approvers], NeedsAll = s.NeedsAll, SlaHours = s.SlaHours })],
        },
        []);

    private static void Toggle(StepDraft step, string role)
    {
        if (!step.Approvers.Remove(role))
        {
            step.Approvers.Add(role);
        }
    }

    private async Task SaveAsync()
    {
        if (draft is not { } d)
        {
            return;
        }

        var result = await Dispatcher.SendAsync(
            new SaveApprovalRule(
                d.Id, d.DocKind, d.Name, d.Rank, [.. d.Conditions.Select(c => new ApprovalCondition(c.Figure, c.Op, c.Value))],
                [.. d.Steps.Select(s => new ApprovalStep([.. s.Approvers], s.NeedsAll, s.SlaHours))], d.IsEnabled, d.Version),
            caller!, SequentialId.New(Time).ToString(), leaving.Token);
        errors = result.Errors;
        if (result.Ok)
        {
            draft = null;
            rules = await Approvals.RulesAsync(leaving.Token);
        }
    }

    private sealed class RuleDraft
    {
        public Guid Id { get; init; }

        public string DocKind { get; set; } = s_kinds[0];

        public string Name { get; set; } = "";

        public int Rank { get; set; }

        public bool IsEnabled { get; set; } = true;

        public int Version { get; init; }

        public List<ConditionDraft> Conditions { get; init; } = [];

        public List<StepDraft> Steps { get; init; } = [];
    }

    private sealed class ConditionDraft
    {
        public string Figure { get; set; } = "amount";

        public string Op { get; set; } = "gt";

        public decimal Value { get; set; }
    }

    private sealed class StepDraft
    {
        public List<string> Approvers { get; init; } = [];

        public bool NeedsAll { get; set; }

        public int SlaHours { get; set; } = 24;
    }
}
