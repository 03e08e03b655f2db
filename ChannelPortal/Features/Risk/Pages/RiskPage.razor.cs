using System.Globalization;
using ChannelPortal.Features.Risk.Commands;
using ChannelPortal.Features.Risk.Domain;
using ChannelPortal.Features.Risk.Live;
using ChannelPortal.Features.Risk.Queries;
using ChannelPortal.Features.Risk.Rules;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace ChannelPortal.Features.Risk.Pages;

/// <summary>Held orders with the evidence against them. Filters and the open review live in the address; J and K walk the queue.</summary>
public sealed partial class RiskPage
{
    private static readonly RiskCaseTrigger[] s_offered = [RiskCaseTrigger.Take, RiskCaseTrigger.RequestPapers, RiskCaseTrigger.Reject, RiskCaseTrigger.Release];
    private Caller? caller;
    private IReadOnlyList<RiskCaseRow>? rows;
    private RiskCounts? counts;
    private RiskCaseRow? detail;
    private IReadOnlyList<SimilarCase> similar = [];
    private IReadOnlyList<Error> refusals = [];
    private string? reason;
    private bool? verdict;
    private bool isSending;

    [SupplyParameterFromQuery(Name = "state")]
    public string? StateName { get; set; }

    [SupplyParameterFromQuery(Name = "desk")]
    public string? Desk { get; set; }

    [SupplyParameterFromQuery(Name = "order")]
    public string? OrderId { get; set; }

    [Inject]
    private FindRiskCases Cases { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private ErrorTexts Errors { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private bool IsClosed => StateName == "closed";

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        if (detail?.OrderId != OrderId)
        {
            (reason, verdict, refusals) = (null, null, []);
        }

        await ReadAsync();
        await WatchAsync(RiskQueueTopic.Name, caller, ReadAsync);
    }

    private static string Share(double value) => Math.Clamp(value, 0, 1).ToString("0.###", CultureInfo.InvariantCulture);

    private static Tone ToneOf(RiskCaseRow row) => row.State switch
    {
        RiskCaseState.Released => Tone.Good,
        RiskCaseState.Rejected => Tone.Bad,
        RiskCaseState.Withdrawn => Tone.Neutral,
        RiskCaseState.InReview => Tone.Info,
        _ => Tone.Watch,
    };

    private static string? ButtonOf(RiskCaseTrigger trigger) => trigger switch
    {
        RiskCaseTrigger.Release => "cp-button-primary",
        RiskCaseTrigger.Reject => "cp-button-danger",
        _ => null,
    };

    private static IEnumerable<RiskCaseTrigger> Offered(RiskCaseRow row) =>
        s_offered.Where(trigger => RiskCaseLifecycle.Transitions.Any(t => t.Trigger == trigger && t.From.Contains(row.State)));

    private async Task ReadAsync()
    {
        rows = await Cases.ListAsync(caller!.Scope, IsClosed, Desk, Leaving);
        counts = await Cases.CountAsync(caller.Scope, Leaving);
        detail = string.IsNullOrEmpty(OrderId) ? null : await Cases.GetAsync(caller.Scope, OrderId, Leaving);
        similar = detail is null ? [] : await Cases.SimilarAsync(caller.Scope, detail, Leaving);
    }

    private bool MayDecide(RiskCaseRow row) =>
        row.ClosedAt is null && Permissions.Product.Allows(caller!.Roles, "risk.decide") && (!row.IsForAuditors || caller.Roles.Contains("RISK"));

    private async Task DecideAsync(RiskCaseRow row, RiskCaseTrigger trigger)
    {
        if (isSending)
        {
            return;
        }

        isSending = true;
        try
        {
            var result = await Commands.SendAsync(new DecideRiskCase(row.OrderId, row.Version, trigger, verdict, reason), caller!, SequentialId.New(Time).ToString(), Leaving);
            refusals = result.Errors;
            if (result.Ok)
            {
                (reason, verdict) = (null, null);
                MoveOn(row, trigger);
            }

            await ReadAsync();
        }
        finally
        {
            isSending = false;
        }
    }

    /// <summary>A decided review makes room for the next one of the queue.</summary>
    private void MoveOn(RiskCaseRow row, RiskCaseTrigger trigger)
    {
        if (trigger is RiskCaseTrigger.Release or RiskCaseTrigger.Reject && !IsClosed)
        {
            Show(rows!.SkipWhile(r => r.OrderId != row.OrderId).Skip(1).FirstOrDefault()?.OrderId);
        }
    }

    private void Walk(KeyboardEventArgs key)
    {
        var step = key.Key switch { "j" or "J" => 1, "k" or "K" => -1, _ => 0 };
        if (step != 0 && rows is { Count: > 0 })
        {
            var at = rows.Select(r => r.OrderId).ToList().IndexOf(OrderId ?? "");
            Show(rows[Math.Clamp(at + step, 0, rows.Count - 1)].OrderId);
        }
    }

    private string Sentence(RiskHitRow hit) => Evidence.Say(Text, hit.Text, hit.Arguments);

    private string Say(Error error) => Errors.Describe(error with { Args = [.. error.Args.Select(a => a is DateTimeOffset at ? NumberFormat.DateTime(at, Clock.Zone) : a)] });

    private string Age(DateTimeOffset since) => (Clock.Now - since) switch
    {
        { TotalHours: < 1 } span => Text["Age_Minutes", Math.Max(0, (int)span.TotalMinutes)],
        { TotalHours: < 48 } span => Text["Age_Hours", (int)span.TotalHours],
        var span => Text["Age_Days", (int)span.TotalDays],
    };

    private string Link(string orderId) => Navigation.GetUriWithQueryParameter("order", orderId);

    private void Show(string? orderId) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("order", orderId), replace: true);

    private void Close() => Show(null);

    private void Go(string name, ChangeEventArgs change)
    {
        var value = change.Value as string;
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal) { [name] = string.IsNullOrEmpty(value) ? null : value, ["order"] = null }), replace: true);
    }
}
