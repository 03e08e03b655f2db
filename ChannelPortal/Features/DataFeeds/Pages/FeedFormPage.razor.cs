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

/// <summary>The dealer's own products with a field each. What is typed is kept with every field that is left.</summary>
public sealed partial class FeedFormPage
{
    private const string Amount = "/amount";
    private readonly Dictionary<string, string> cells = new(StringComparer.Ordinal);
    private IReadOnlyList<Error> refusals = [];
    private FeedForm? form;
    private Caller? caller;
    private DateOnly on;
    private string commandId = "";
    private string? search;
    private string? kept;
    private bool isReady;
    private bool isBusy;

    [Parameter]
    public string Kind { get; set; } = "";

    [Inject]
    private GetFeedForm Forms { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private IEnumerable<FeedFormLine> Shown => form!.Lines.Where(l => string.IsNullOrWhiteSpace(search) || NameMatch.Finds(search, l.Product.Name, l.Product.NameEn, l.Product.ProductId));

    private IReadOnlyList<Platform.Ui.Crumb> Above => [new(Text["Own_Title"], "my/feeds")];

    private int Filled => form!.Lines.Count(l => !string.IsNullOrWhiteSpace(cells.GetValueOrDefault(l.Product.ProductId)));

    protected override async Task OnInitializedAsync()
    {
        caller = await Callers.GetAsync(CancellationToken.None);
        form = caller.DealerId is { } dealerId ? await Forms.RunAsync(dealerId, Kind, caller.Scope, CancellationToken.None) : null;
        (on, commandId) = (form?.DraftOn is { } day && day <= Clock.Today ? day : Clock.Today, SequentialId.New(Time).ToString());
        foreach (var (name, value) in form?.Cells ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            cells[name] = value;
        }

        isReady = true;
    }

    private bool IsWrong(string id) => cells.GetValueOrDefault(id) is { Length: > 0 } typed && FeedCells.Number(typed, Money.QuantityScale) is null or < 0;

    private string ChangeOf(FeedFormLine line) =>
        line.Last is { } last && cells.GetValueOrDefault(line.Product.ProductId) is { Length: > 0 } typed && FeedCells.Number(typed, Money.QuantityScale) is { } now ? FeedWords.Signed(now - last) : "";

    private Task TypeAsync(string cell, ChangeEventArgs change)
    {
        var typed = ((string?)change.Value ?? "").Trim();
        if (typed.Length == 0)
        {
            cells.Remove(cell);
        }
        else
        {
            cells[cell] = typed;
        }

        return KeepAsync();
    }

    private Task OnDayAsync(ChangeEventArgs change)
    {
        on = FeedWords.Day(change.Value) ?? on;
        return KeepAsync();
    }

    private Task SameAsync()
    {
        foreach (var line in Shown.Where(l => l.Last is not null && !cells.ContainsKey(l.Product.ProductId)))
        {
            cells[line.Product.ProductId] = (line.Last!.Value / (decimal)Money.QuantityScale).ToString("0.###", System.Globalization.CultureInfo.InvariantCulture);
        }

        return KeepAsync();
    }

    private async Task KeepAsync()
    {
        commandId = SequentialId.New(Time).ToString();
        var result = await Commands.SendAsync(new KeepFeedDraft(Kind, on, new Dictionary<string, string>(cells, StringComparer.Ordinal)), caller!, commandId + ":draft", CancellationToken.None);
        (refusals, kept) = (result.Errors, result.Ok ? NumberFormat.Time(Clock.Now, Clock.Zone) : kept);
    }

    private async Task SendAsync()
    {
        isBusy = true;
        try
        {
            var rows = form!.Lines.Select((l, i) => (Line: l, Number: i + 1)).Where(l => !string.IsNullOrWhiteSpace(cells.GetValueOrDefault(l.Line.Product.ProductId)))
                .Select(l => new FeedRawRow(l.Number, l.Line.Product.ProductId, l.Line.Product.Name, FeedWords.Typed(on), cells[l.Line.Product.ProductId], cells.GetValueOrDefault(l.Line.Product.ProductId + Amount))).ToList();
            var sent = await Commands.SendAsync(new SubmitFeed(Kind, FeedSubmission.ByForm, rows), caller!, commandId, CancellationToken.None);
            refusals = sent.Errors;
            if (sent.Ok)
            {
                Navigation.NavigateTo($"my/feeds/{sent.Value.SubmissionId}");
            }
        }
        finally
        {
            isBusy = false;
        }
    }
}
