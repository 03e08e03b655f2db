using System.Globalization;
using ChannelPortal.Features.Diagnostics.Commands;
using ChannelPortal.Features.Diagnostics.Domain;
using ChannelPortal.Features.Diagnostics.Jobs;
using ChannelPortal.Features.Diagnostics.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Diagnostics.Pages;

/// <summary>The archive of reports; for those who may, also making them, with live progress and failures.</summary>
public sealed partial class ReportsPage : ComponentBase, IDisposable
{
    private const int PageSize = 50;
    private const string Book = "book";
    private readonly CancellationTokenSource leaving = new();
    private readonly ViewerCulture culture = ViewerCulture.Current;
    private Caller caller = CallerFactory.Anonymous;
    private bool canRun;
    private string kind = Report.Monthly;
    private string quarter = "";
    private string target = "dealer";
    private string subject = "";
    private DateTime month;
    private string language = "zh";
    private int take = PageSize;
    private JobProgress? progress;
    private Guid? followed;
    private IReadOnlyList<ReportFailure> failures = [];
    private IReadOnlyList<Error> refusals = [];
    private ReportPage? archive;
    private Preview? preview;
    private string area = "";
    private IReadOnlyList<ReportChoice> areas = [];
    private IReadOnlyList<AreaReportSummary> areaReports = [];
    private IReadOnlyList<ReportChoice> suggestions = [];
    private IReadOnlyList<ReportChoice> regions = [];

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    [Inject]
    private IStringLocalizer<DiagnosticsText> Text { get; set; } = null!;

    [Inject]
    private IStringLocalizer<PlatformText> Common { get; set; } = null!;

    [Inject]
    private GetReports Reports { get; set; } = null!;

    [Inject]
    private GetAreaReports AreaReports { get; set; } = null!;

    [Inject]
    private FindReportChoices Choices { get; set; } = null!;

    [Inject]
    private ReportRuns Runs { get; set; } = null!;

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

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <summary>About an area: its month, or the book of its evaluation.</summary>
    private bool IsArea => kind is AreaReport.Kind or Book;

    private string LastMonth => LastClosedMonth.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private DateOnly LastClosedMonth => Period.MonthOf(Clock.Today).Start.AddMonths(-1);

    /// <summary>The last eight closed quarters, newest first.</summary>
    private IEnumerable<string> ClosedQuarters => Enumerable.Range(1, 8).Select(back => QuarterlyReportJob.QuarterOf(Clock.Today.AddMonths(-3 * back)).ToString());

    private string MonthText => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    public void Dispose()
    {
        Runs.Progressed -= OnProgressed;
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        month = LastClosedMonth.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        quarter = ClosedQuarters.First();
        caller = await Callers.GetAsync(leaving.Token);
        canRun = Permissions.Product.Allows(caller.Roles, DiagnosticsPermissions.Run);

        // Subscribed before the first reading, so that no step falls between the two.
        Runs.Progressed += OnProgressed;
        if (canRun)
        {
            progress = await Runs.NewestAsync(leaving.Token);
            regions = await Choices.RegionsAsync(leaving.Token);
            areas = await Choices.AreasAsync(caller.Scope, leaving.Token);
            await LoadFailuresAsync();
        }
    }

    protected override async Task OnParametersSetAsync() => await LoadAsync();

    private static string NameOf(ReportSummary report) => PortalCultures.IsChinese() ? report.DealerName : report.DealerNameEn ?? report.DealerName;

    private static string NameOf(AreaReportSummary report) => PortalCultures.IsChinese() ? report.NameZh : report.NameEn;

    private static Preview Shown(ReportSummary report) => new(NameOf(report), report.Period, $"reports/{report.Id}");

    private static Preview Shown(AreaReportSummary report) => new(NameOf(report), report.Period, $"reports/areas/{report.Id}");

    private async Task SuggestAsync(ChangeEventArgs change)
    {
        subject = change.Value as string ?? "";
        var found = await Choices.DealersAsync(subject, caller.Scope, leaving.Token);

        // A slow answer to an older text must not replace the newer one.
        if (subject == (change.Value as string ?? ""))
        {
            suggestions = found;
        }
    }

    private async Task LoadAsync()
    {
        archive = await Reports.FindAsync(Search, 0, take, caller.Scope, leaving.Token);
        areaReports = await AreaReports.FindAsync(null, caller.Scope, leaving.Token);
    }

    private async Task LoadFailuresAsync() =>
        failures = progress is { } run ? await Runs.FailuresAsync(run.Job, run.Period, caller.Scope, leaving.Token) : [];

    private async Task RunAsync() => await SendAsync(new RunDiagnostics(IsArea ? AreaReport.Kind : kind, Target(), kind is Report.Quarterly or Book ? quarter : MonthText, language));

    private ReportTarget Target() => IsArea
        ? new ReportTarget(null, area.Length > 0 ? area : null)
        : new ReportTarget(target == "dealer" ? subject.Trim() : null, target == "region" ? subject.Trim() : null);

    private async Task RetryAsync(ReportFailure failure)
    {
        if (progress is { } run)
        {
            var failed = ReportJobs.KindOf(run.Job);
            await SendAsync(new RunDiagnostics(
                failed, failed == AreaReport.Kind ? new ReportTarget(null, failure.Subject) : new ReportTarget(failure.Subject, null), run.Period, failure.Language));
        }
    }

    private async Task SendAsync(RunDiagnostics command)
    {
        followed = null;
        var answer = await Dispatcher.SendAsync(command, caller, SequentialId.New(Time).ToString(), leaving.Token);
        refusals = answer.Errors;
        if (answer.Ok)
        {
            followed = answer.Value.RunId;
            failures = [];
            if (progress?.RunId != followed)
            {
                progress = new JobProgress(answer.Value.RunId, ReportJobs.Of(command.Kind), command.Month, JobState.Running, answer.Value.Reports, 0, 0);
            }
        }
    }

    private async Task SteerAsync(RunSteering to)
    {
        if (progress is { } run)
        {
            var answer = await Dispatcher.SendAsync(new SteerDiagnostics(run.RunId, to), caller, SequentialId.New(Time).ToString(), leaving.Token);
            refusals = answer.Errors;
        }
    }

    private void Filter(ChangeEventArgs change) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("q", change.Value is string { Length: > 0 } text ? text : null), replace: true);

    private async Task MoreAsync()
    {
        take += PageSize;
        await LoadAsync();
    }

    private void OnProgressed(object? sender, JobProgress step) => culture.Run(() => _ = InvokeAsync(() => ShowAsync(step)));

    private async Task ShowAsync(JobProgress step)
    {
        if (leaving.IsCancellationRequested)
        {
            return;
        }

        // Somebody else's run must not hide how the viewer's own stands.
        if (canRun && (followed ?? step.RunId) == step.RunId)
        {
            progress = step;
        }

        // The archive is read again at the end of a run; in between only the bar moves.
        if (step.State is not (JobState.Running or JobState.Paused))
        {
            await LoadAsync();
            if (canRun)
            {
                await LoadFailuresAsync();
            }
        }

        StateHasChanged();
    }

    /// <summary>What the drawer shows.</summary>
    private sealed record Preview(string Name, string Period, string Path);
}
