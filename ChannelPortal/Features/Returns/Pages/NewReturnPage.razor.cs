using System.Globalization;
using ChannelPortal.Features.Returns.Components;
using ChannelPortal.Features.Returns.Contracts;
using ChannelPortal.Features.Returns.Domain;
using ChannelPortal.Features.Returns.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Returns.Pages;

/// <summary>
/// The guided request: find what was delivered (an order, a product, a scanned code), choose lines and reasons, see what the policy says before anything
/// is sent. <c>lines=2:3,5:1</c> in the address chooses lines of the order with units, <c>reason</c> their reason: a receipt with damage links here.
/// </summary>
public sealed partial class NewReturnPage
{
    private readonly CancellationTokenSource leaving = new();
    private List<ReturnDraft>? drafts;
    private IReadOnlyList<Error> refusals = [];
    private Caller? caller;
    private string commandId = "";
    private string search = "";
    private string asked = "";
    private string? note;
    private bool isSending;

    [SupplyParameterFromQuery(Name = "order")]
    public string? Order { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Query { get; set; }

    [SupplyParameterFromQuery(Name = "lines")]
    public string? Lines { get; set; }

    [SupplyParameterFromQuery(Name = "reason")]
    public string? Reason { get; set; }

    [Inject]
    private FindReturnable Returnable { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private IEnumerable<ReturnDraft> Chosen => (drafts ?? []).Where(d => d.IsChosen);

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(leaving.Token);
        commandId = SequentialId.New(Time).ToString();
        asked = Order ?? Query ?? "";
        search = asked;
        if (caller.DealerId is not { } dealerId || asked.Length == 0)
        {
            drafts = [];
            return;
        }

        var found = Order is { } order
            ? await Returnable.OfOrderAsync(order, dealerId, leaving.Token)
            : await Returnable.SearchAsync(Query!, dealerId, leaving.Token);

        // What was chosen before another search stays chosen.
        var kept = Chosen.ToList();
        drafts = [.. kept, .. found.Select(l => new ReturnDraft(l)).Where(d => kept.TrueForAll(k => k.Key != d.Key))];
        Prefill();
    }

    private void Prefill()
    {
        foreach (var part in (Lines ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var (name, units) = part.Split(':') is [var number, var quantity] ? (number, quantity) : (part, null);
            if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var lineNo) && drafts!.Find(d => d.Key.LineNo == lineNo && d.Key.OrderId == Order) is { Source.Line.Left: > 0 } draft)
            {
                (draft.IsChosen, draft.Quantity) = (true, units ?? draft.Quantity);
                draft.Reason = ReturnReasons.All.Contains(Reason) ? Reason! : draft.Reason;
            }
        }

        // A scan that finds one thing means that thing.
        if (drafts!.Count == 1 && drafts[0].Source.Line.Left > 0)
        {
            drafts[0].IsChosen = true;
        }
    }

    private void Find()
    {
        var text = search.Trim();
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(
            "returns/new", new Dictionary<string, object?>(StringComparer.Ordinal) { ["q"] = text.Length == 0 ? null : text }));
    }

    private async Task SendAsync()
    {
        isSending = true;
        try
        {
            var result = await Commands.SendAsync(new RequestReturn([.. Chosen.Select(d => d.ToItem())], note), caller!, commandId, leaving.Token);
            refusals = result.Errors;
            if (result.Ok)
            {
                Navigation.NavigateTo("returns/" + result.Value.Number);
                return;
            }

            // A corrected form is another command.
            commandId = SequentialId.New(Time).ToString();
        }
        finally
        {
            isSending = false;
        }
    }

    private static string Amount(long minor) => NumberFormat.Money(minor / (decimal)Money.MinorPerMajor);
}
