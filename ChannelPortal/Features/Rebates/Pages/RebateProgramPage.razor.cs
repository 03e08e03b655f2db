using System.Text.Json;
using ChannelPortal.Features.Rebates.Commands;
using ChannelPortal.Features.Rebates.Components;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Features.Rebates.Jobs;
using ChannelPortal.Features.Rebates.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Rebates.Pages;

/// <summary>A programme: its versions with what each would have cost, the designer for the next one, its runs.</summary>
public sealed partial class RebateProgramPage : IAsyncDisposable
{
    private const int MostSteps = 10;
    private static readonly RebateBasis[] s_bases = [RebateBasis.SellIn, RebateBasis.SellOut, RebateBasis.Payment, RebateBasis.Growth, RebateBasis.Mix, RebateBasis.NewProduct, RebateBasis.Display];
    private static readonly string[] s_tiers = ["platinum", "gold", "silver", "bronze"];
    private static readonly string[] s_segments = ["strategic", "growth", "potential", "maintain", "at_risk"];
    private CancellationTokenSource trying = new();
    private Caller caller = CallerFactory.Anonymous;
    private RebateProgramView? view;
    private RebateChoices choices = new([], []);
    private RebateForm? form;
    private RebateBackTest? trial;
    private string? trialJson;
    private IReadOnlyList<Error> refusals = [];
    private string? fault;
    private string? asking;
    private string? reason;
    private string? done;
    private double progress;
    private bool isReady;
    private bool isTrying;
    private bool isBusy;

    [Parameter]
    public string? Id { get; set; }

    [Inject]
    private FindRebatePrograms Programs { get; set; } = null!;

    [Inject]
    private RebateTrial Trials { get; set; } = null!;

    [Inject]
    private RebateRunner Runner { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Title => view is null ? Text["Do_New"] : PortalCultures.IsChinese() ? view.Program.Name : view.Program.NameEn;

    private IReadOnlyList<Crumb> Crumbs => [new Crumb(Text["List_Title"], "rebates"), new Crumb(Text["Programs_Title"], "rebates/programmes")];

    private bool MayDesign => Permissions.Product.Allows(caller.Roles, RebatesPermissions.Design);

    private bool MayApprove => Permissions.Product.Allows(caller.Roles, RebatesPermissions.Approve);

    private bool MayRun => Permissions.Product.Allows(caller.Roles, RebatesPermissions.Run);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await trying.CancelAsync();
        trying.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync();
        choices = await Programs.ChoicesAsync(CancellationToken.None);
        if (Id is null)
        {
            form ??= MayDesign ? RebateForm.Of(null, null, null, Clock.Today) : null;
            isReady = true;
            return;
        }

        await ReadAsync();
        isReady = true;
        if (view is null)
        {
            Navigation.NotFound();
        }
    }

    private async Task ReadAsync() => view = await Programs.GetAsync(Id!, CancellationToken.None);

    /// <summary>The draft as it is, or what is in force as the beginning of the next version.</summary>
    private void Edit()
    {
        var version = view!.Versions.FirstOrDefault(v => v.Version.State == RebateVersion.Draft) ?? view.Versions[0];
        form = RebateForm.Of(view.Program, version.Version, version.Rule, Clock.Today);
        if (version.Version.State != RebateVersion.Draft)
        {
            form.FromOn = version.Rule.PeriodOf(Clock.Today).End;
        }

        (trial, trialJson) = version.Version.State == RebateVersion.Draft ? (version.Trial, version.Version.Trial) : (null, null);
    }

    private async Task TryAsync()
    {
        var (rule, wrong) = form!.ToRule();
        fault = wrong;
        if (rule is null)
        {
            return;
        }

        (isTrying, progress, trial, trialJson) = (true, 0, null, null);
        trying.Dispose();
        trying = new CancellationTokenSource();
        var token = trying.Token;
        try
        {
            // Off the circuit: a year of documents takes seconds, and the page goes on answering.
            trial = await Task.Run(() => Trials.RunAsync(Id, rule, new Told(this), token), token);
            trialJson = JsonSerializer.Serialize(trial);
        }
        catch (OperationCanceledException)
        {
            // Stopped, or the page was left.
        }
        finally
        {
            isTrying = false;
        }
    }

    private Task StopAsync() => trying.CancelAsync();

    private async Task SaveAsync()
    {
        var (rule, wrong) = form!.ToRule();
        fault = wrong;
        if (rule is null)
        {
            return;
        }

        var saved = await SendAsync(new SaveRebateDraft(Id, form.Name, form.NameEn, form.FromOn, rule, trial));
        if (saved is { Ok: true, Value: { } draft })
        {
            form = null;
            if (Id is null)
            {
                Navigation.NavigateTo("rebates/programmes/" + draft.ProgramId);
            }
            else
            {
                await ReadAsync();
            }
        }
    }

    private Task SubmitAsync() => ActAsync(new SubmitRebateDraft(Id!));

    private Task ApproveAsync() => ActAsync(new DecideRebateDraft(Id!, true, null));

    private async Task AnswerAsync()
    {
        var isOk = asking == "close" ? await ActAsync(new CloseRebateProgram(Id!, reason ?? "")) : await ActAsync(new DecideRebateDraft(Id!, false, reason));
        if (isOk)
        {
            (asking, reason) = (null, null);
        }
    }

    private async Task RunAgainAsync()
    {
        isBusy = true;
        try
        {
            var result = await Runner.RunAsync(Id!, view!.Runs.Max(r => r.PeriodOn), caller, null, CancellationToken.None);
            (refusals, done) = (result.Errors, result.Ok ? Text["Done_Again", NumberFormat.Integer(result.Value.Dealers), NumberFormat.Integer(result.Value.Different)].Value : null);
            await ReadAsync();
        }
        finally
        {
            isBusy = false;
        }
    }

    private async Task<bool> ActAsync<TResult>(ICommand<TResult> command)
    {
        var result = await SendAsync(command);
        await ReadAsync();
        return result.Ok;
    }

    private async Task<Result<TResult>> SendAsync<TResult>(ICommand<TResult> command)
    {
        isBusy = true;
        try
        {
            var result = await Commands.SendAsync(command, caller, SequentialId.New(Time).ToString(), CancellationToken.None);
            refusals = result.Errors;
            return result;
        }
        finally
        {
            isBusy = false;
        }
    }

    private IReadOnlyList<(string Id, string Name)> Words(string[] list) => [.. list.Select(w => (w, Text["Of_" + w].Value))];

    private static Tone ToneOf(string state) => state switch { RebateVersion.Approved => Tone.Good, RebateVersion.Review => Tone.Watch, RebateVersion.Refused => Tone.Bad, _ => Tone.Neutral };

    /// <summary>Tells at once on the worker's thread.</summary>
    private sealed class Told(RebateProgramPage page) : IProgress<double>
    {
        public void Report(double value)
        {
            page.progress = value;
            _ = page.InvokeAsync(page.StateHasChanged);
        }
    }
}
