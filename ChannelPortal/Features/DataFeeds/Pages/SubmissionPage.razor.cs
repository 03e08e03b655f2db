using ChannelPortal.Features.DataFeeds.Commands;
using ChannelPortal.Features.DataFeeds.Components;
using ChannelPortal.Features.DataFeeds.Domain;
using ChannelPortal.Features.DataFeeds.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.DataFeeds.Pages;

/// <summary>What became of one submission: its faulty rows to be mended in place, and counts that do not fit. Every field that is left is kept.</summary>
public sealed partial class SubmissionPage
{
    private readonly HashSet<Guid> chosen = [];
    private IReadOnlyList<Error> refusals = [];
    private SubmissionView? view;
    private Caller? caller;
    private string? done;
    private string? reason;
    private bool isReady;
    private bool isBusy;

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private GetSubmission Submissions { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private bool IsDone => view!.Rows.Count == 0 && view.Differences.All(d => d.Difference.State != FeedDifference.Open);

    private IReadOnlyList<Platform.Ui.Crumb> Above => [new(Text["Own_Title"], "my/feeds")];

    /// <summary>Rows that giving up would give up: those chosen, or all that wait.</summary>
    private IReadOnlyList<Guid> Given => view!.Rows.Select(r => r.Id).Where(r => chosen.Count == 0 || chosen.Contains(r)).ToList();

    private int Ready => view!.Rows.Count(r => r.ProblemList.Count == 0);

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(CancellationToken.None);
        await ReadAsync();
        isReady = true;
    }

    private static IEnumerable<(string Key, int Figure, string? Tone)> Figures(FeedSubmission one)
    {
        yield return ("total", one.RowsTotal, null);
        yield return ("taken", one.RowsTaken, one.RowsTaken > 0 ? "cp-good" : null);
        yield return ("waiting", one.RowsWaiting, one.RowsWaiting > 0 ? "cp-bad" : null);
        yield return ("asked", one.RowsAsked, one.RowsAsked > 0 ? "cp-watch" : null);
        yield return ("discarded", one.RowsDiscarded, null);
    }

    private async Task ReadAsync() => view = await Submissions.RunAsync(Id, caller!.DealerId is { } dealerId ? DealerScope.Of(dealerId) : DealerScope.None, CancellationToken.None);

    private Task EditAsync(RowEdit edit) =>
        SendAsync(new RepairFeedRows(Id, [new FeedRowEdit(edit.RowId, edit.Code, edit.Date, edit.Quantity, edit.Amount, edit.Store, edit.ProductId, edit.IsRemembered, edit.IsConfirmed)], false), _ => null);

    private void Choose((Guid RowId, bool IsChosen) choice)
    {
        if (choice.IsChosen)
        {
            chosen.Add(choice.RowId);
        }
        else
        {
            chosen.Remove(choice.RowId);
        }
    }

    private Task TakeAsync() => SendAsync(new RepairFeedRows(Id, [], true), r => Text["Done_taken", NumberFormat.Integer(r!.Taken)]);

    private async Task DiscardAsync()
    {
        await SendAsync(new DiscardFeedRows(Id, Given, reason ?? ""), n => Text["Done_discarded", NumberFormat.Integer(n)]);
        if (refusals.Count == 0)
        {
            reason = null;
            chosen.Clear();
        }
    }

    private Task SettleAsync(DifferenceAnswer settled) => settled.Quantity is { } quantity
        ? SendAsync(new CorrectCount(Id, settled.ProductId, settled.SnapOn, quantity), fits => Text[fits ? "Done_corrected" : "Done_still"])
        : SendAsync(new ExplainDifference(Id, settled.ProductId, settled.SnapOn, settled.Cause ?? "", settled.Comment), _ => Text["Done_explained"]);

    private async Task SendAsync<TResult>(ICommand<TResult> command, Func<TResult?, string?> say)
    {
        isBusy = true;
        try
        {
            var result = await Commands.SendAsync(command, caller!, SequentialId.New(Time).ToString(), CancellationToken.None);
            (refusals, done) = (result.Errors, result.Ok ? say(result.Value) : null);
            await ReadAsync();
        }
        finally
        {
            isBusy = false;
        }
    }
}
