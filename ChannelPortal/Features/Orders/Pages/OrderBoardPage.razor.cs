using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Orders.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Orders.Pages;

/// <summary>Orders by milestone for the manufacturer's side; finance releases held ones here, several at once.</summary>
public sealed partial class OrderBoardPage
{
    private readonly HashSet<string> chosen = new(StringComparer.Ordinal);
    private IReadOnlyList<BoardColumn>? columns;
    private List<(string Order, Error Error)> refused = [];
    private Caller? caller;
    private bool mayRelease;
    private bool isSending;
    private string? reason;
    private string? outcome;

    [Inject]
    private OrderBoardReader Board { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Dispatcher { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private IEnumerable<BoardCard> Chosen => columns!.SelectMany(c => c.Cards).Where(c => chosen.Contains(c.OrderId));

    private long ChosenNet => Chosen.Sum(c => c.NetAmount);

    private string ChosenCurrency => Chosen.FirstOrDefault()?.Currency ?? "CNY";

    protected override async Task OnInitializedAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        mayRelease = Permissions.Product.Allows(caller.Roles, "orders.release");
        await ReadAsync();
        await WatchAsync("orders:list", caller, ReadAsync);
    }

    private async Task ReadAsync()
    {
        columns = await Board.ReadAsync(caller!.Scope, Leaving);

        // What a colleague released meanwhile is no longer to choose.
        chosen.IntersectWith(columns.Where(c => c.Key == "held").SelectMany(c => c.Cards).Select(c => c.OrderId));
    }

    private string NameOf(BoardColumn column) => Text["Board_" + column.Key];

    private string AgeOf(BoardCard card)
    {
        if (card.Since is not { } since)
        {
            return card.PromisedOn is { } promised ? Text["Age_Promised", NumberFormat.DayOfYear(promised)] : "";
        }

        var age = Time.GetUtcNow() - since;
        return age.TotalHours < 1 ? Text["Age_Minutes", (int)age.TotalMinutes] : age.TotalHours < 48 ? Text["Age_Hours", (int)age.TotalHours] : Text["Age_Days", (int)age.TotalDays];
    }

    private void Choose(string orderId)
    {
        if (!chosen.Remove(orderId))
        {
            chosen.Add(orderId);
        }
    }

    private async Task ReleaseAsync()
    {
        if (isSending || string.IsNullOrWhiteSpace(reason))
        {
            return;
        }

        isSending = true;
        (refused, outcome) = ([], null);
        try
        {
            var orders = chosen.Order(StringComparer.Ordinal).ToList();
            foreach (var order in orders)
            {
                var result = await Dispatcher.SendAsync(new DecideHeldOrder(order, true, reason), caller!, SequentialId.New(Time).ToString(), Leaving);
                if (!result.Ok)
                {
                    refused.Add((order, result.Errors[0]));
                }
            }

            outcome = Text["Bulk_Done", orders.Count - refused.Count, orders.Count];
            chosen.Clear();
            reason = null;
            await ReadAsync();
        }
        finally
        {
            isSending = false;
        }
    }
}
