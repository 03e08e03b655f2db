using System.Globalization;
using ChannelPortal.Features.Operations.Commands;
using ChannelPortal.Features.Operations.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Operations.Pages;

/// <summary>Background jobs: when they run, how far a run is, what failed and why, and again.</summary>
public sealed partial class JobsPage : IDisposable
{
    private static readonly string[] s_states = [JobState.Running, JobState.Done, JobState.Failed, JobState.Cancelled];
    private readonly CancellationTokenSource leaving = new();
    private Caller caller = CallerFactory.Anonymous;
    private IReadOnlyList<JobRow>? jobs;
    private IReadOnlyList<JobRunRow>? runs;
    private IReadOnlyList<JobFailure>? failures;
    private IReadOnlyList<Error> refusals = [];
    private JobRunRow? opened;
    private bool mayRun;

    [SupplyParameterFromQuery(Name = "job")]
    public string? JobName { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    public string? StateName { get; set; }

    [Inject]
    private JobRuns Jobs { get; set; } = null!;

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

    private bool IsFiltered => !string.IsNullOrEmpty(JobName) || !string.IsNullOrEmpty(StateName);

    public void Dispose()
    {
        Jobs.Progressed -= OnProgressed;
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        caller = await Callers.GetAsync(leaving.Token);
        mayRun = Permissions.Product.Allows(caller.Roles, OperationsPermissions.RunJobs);

        // Subscribed before the first reading, so that no step falls between the two.
        Jobs.Progressed += OnProgressed;
    }

    protected override async Task OnParametersSetAsync()
    {
        opened = null;
        await LoadAsync();
    }

    private static Tone ToneOf(string state) => state switch { JobState.Done => Tone.Good, JobState.Failed => Tone.Bad, JobState.Running => Tone.Info, _ => Tone.Neutral };

    private static string DurationOf(JobRunRow run) => run.FinishedAt is { } end ? (end - run.StartedAt).ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture) : "—";

    private string NameOf(string job) => Text["Job_" + job] is { ResourceNotFound: false } name ? name : job;

    private string ByOf(JobRunRow run) => run.RequestedBy == "schedule" ? Text["Jobs_BySchedule"] : run.RequestedBy;

    private async Task LoadAsync()
    {
        jobs = await Jobs.JobsAsync(leaving.Token);
        runs = await Jobs.ListAsync(string.IsNullOrEmpty(JobName) ? null : JobName, s_states.Contains(StateName) ? StateName : null, leaving.Token);
    }

    private async Task OpenAsync(JobRunRow run)
    {
        (opened, failures) = (run, null);
        failures = await Jobs.FailuresAsync(run.Job, run.Period, leaving.Token);
    }

    private async Task RetryAsync()
    {
        var answer = await Commands.SendAsync(new RetryJob(opened!.Job, opened.Period), caller, SequentialId.New(Time).ToString(), leaving.Token);
        refusals = answer.Errors;
        opened = null;
        await LoadAsync();
    }

    private void OnProgressed(object? sender, JobProgress step) => _ = InvokeAsync(async () =>
    {
        try
        {
            // A step of a shown run only moves its bar; a new run, or the end of one, is read again.
            if (step.State == JobState.Running && runs?.Any(r => r.Id == step.RunId) == true)
            {
                runs = [.. runs.Select(r => r.Id == step.RunId ? r with { Done = step.Done, Failed = step.Failed } : r)];
            }
            else
            {
                await LoadAsync();
            }

            StateHasChanged();
        }
        catch (OperationCanceledException)
        {
            // The page was left while it loaded.
        }
        catch (ObjectDisposedException)
        {
            // Likewise.
        }
    });

    private void Go(string name, ChangeEventArgs change) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, change.Value is string { Length: > 0 } value ? value : null), replace: true);
}
