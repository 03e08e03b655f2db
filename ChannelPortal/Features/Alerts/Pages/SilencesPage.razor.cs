using System.Globalization;
using ChannelPortal.Features.Alerts.Commands;
using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Features.Alerts.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Alerts.Pages;

/// <summary>One-off silences, which always end, and recurring mute timings.</summary>
public sealed partial class SilencesPage : IDisposable
{
    private static readonly string[] s_kinds = ["sales", "stock", "data", "price", "credit", "diversion", "ageing", "service", "other"];
    private static readonly string[] s_severities = ["critical", "warn", "info"];
    private readonly CancellationTokenSource leaving = new();
    private Caller? caller;
    private IReadOnlyList<SilenceRow>? silences;
    private IReadOnlyList<MuteTiming>? timings;
    private IReadOnlyList<(string Id, string Name, string NameEn)> areas = [];
    private IReadOnlyList<Error> refusals = [];
    private bool mayMute;
    private string? dealer;
    private string? area;
    private string? kind;
    private string? severity;
    private DateTime end;
    private string reason = "";
    private string muteName = "";
    private string? muteArea;
    private string? muteKind;
    private int weekdays = 0b1111111;
    private TimeOnly begin = new(22, 0);
    private TimeOnly finish = new(7, 0);

    [SupplyParameterFromQuery(Name = "dealer")]
    public string? DealerId { get; set; }

    [SupplyParameterFromQuery(Name = "area")]
    public string? AreaId { get; set; }

    [SupplyParameterFromQuery(Name = "kind")]
    public string? KindName { get; set; }

    [Inject]
    private FindAlertRules Rules { get; set; } = null!;

    [Inject]
    private FindAlerts Alerts { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Dispatcher { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private ErrorTexts Errors { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private static bool IsChinese => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh";

    protected override async Task OnInitializedAsync()
    {
        caller = await Callers.GetAsync(leaving.Token);
        mayMute = caller.Scope.IsAll && Permissions.Product.Allows(caller.Roles, "alerts.rules");
        areas = await Alerts.AreasAsync(leaving.Token);
        (dealer, area, kind) = (DealerId, AreaId, KindName);
        end = Clock.Local(Clock.Now).AddDays(1).Date.AddHours(9);
        await ReadAsync();
    }

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    private async Task ReadAsync()
    {
        silences = await Rules.SilencesAsync(caller!.Scope, leaving.Token);
        timings = await Rules.MuteTimingsAsync(leaving.Token);
    }

    private async Task SilenceAsync()
    {
        var instant = new DateTimeOffset(end, Clock.Zone.GetUtcOffset(end)).ToUniversalTime();
        if (await SendAsync(new CreateSilence(Blank(dealer), Blank(area), Blank(kind), Blank(severity), instant, reason)))
        {
            (dealer, area, kind, severity, reason) = (null, null, null, null, "");
        }
    }

    private async Task MuteAsync()
    {
        if (await SendAsync(new CreateMuteTiming(muteName, Blank(muteArea), Blank(muteKind), null, weekdays, (begin.Hour * 60) + begin.Minute, (finish.Hour * 60) + finish.Minute)))
        {
            muteName = "";
        }
    }

    private async Task<bool> SendAsync<T>(ICommand<T> command)
    {
        var result = await Dispatcher.SendAsync(command, caller!, SequentialId.New(Time).ToString(), leaving.Token);
        refusals = result.Errors;
        await ReadAsync();
        return result.Ok;
    }

    private static string? Blank(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private string Matcher(AlertMatcher matcher)
    {
        var parts = new[]
        {
            matcher.DealerId,
            matcher.AreaId is { } id ? areas.Where(a => a.Id == id).Select(a => IsChinese ? a.Name : a.NameEn).FirstOrDefault() ?? id : null,
            matcher.Kind is { } known ? Text["Kind_" + known].Value : null,
            matcher.Severity is { } level ? Text["Severity_" + level].Value : null,
        }.OfType<string>().ToList();
        return parts.Count == 0 ? Text["Matches_All"] : string.Join(" · ", parts);
    }

    private static string DayName(DayOfWeek day) => CultureInfo.CurrentUICulture.DateTimeFormat.GetAbbreviatedDayName(day);

    private string Days(int mask) => mask == 0b1111111 ? Text["Mute_EveryDay"] : string.Join(' ', Enumerable.Range(1, 7).Select(i => (DayOfWeek)(i % 7)).Where(d => (mask & (1 << (int)d)) != 0).Select(DayName));

    private static string Minutes(int minutes) => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:00}:{minutes % 60:00}");
}
