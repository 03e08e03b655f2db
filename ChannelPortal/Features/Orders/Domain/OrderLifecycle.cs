using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Kernel;
using Stateless;

namespace ChannelPortal.Features.Orders.Domain;

/// <summary>Where people find a move.</summary>
internal enum OrderTransitionPlace
{
    /// <summary>A button of the order.</summary>
    Order,

    /// <summary>The form that changes orders.</summary>
    Change,

    /// <summary>A review or an approval with its own page.</summary>
    Elsewhere,
}

/// <summary>One permitted move: the rows of this table are all that an order can do.</summary>
/// <param name="Permission">Row of permissions.csv; null means that only the system may, on an outside event.</param>
/// <param name="Guard">Condition beyond the state.</param>
/// <param name="Refusal">Error code when the guard says no.</param>
internal sealed record OrderTransition(
    OrderTrigger Trigger, OrderStatus[] From, OrderStatus To, string? Permission, Func<OrderFact, bool>? Guard = null, string? Refusal = null,
    OrderTransitionPlace Place = OrderTransitionPlace.Order);

/// <summary>The life of an order after submission (domain.md R06), as data.</summary>
internal static class OrderLifecycle
{
    public static IReadOnlyList<OrderTransition> Transitions { get; } =
    [
        new(OrderTrigger.Approve, [OrderStatus.Submitted], OrderStatus.Confirmed, "approvals.decide", IsAwaitingApproval, Place: OrderTransitionPlace.Elsewhere),
        new(OrderTrigger.ApproveHeld, [OrderStatus.Submitted], OrderStatus.Held, "approvals.decide", IsAwaitingApproval, Place: OrderTransitionPlace.Elsewhere),
        new(OrderTrigger.Decline, [OrderStatus.Submitted], OrderStatus.Rejected, "approvals.decide", IsAwaitingApproval, Place: OrderTransitionPlace.Elsewhere),
        new(OrderTrigger.Release, [OrderStatus.Held], OrderStatus.Confirmed, "orders.release", o => !IsUnderReview(o), "order_under_review"),
        new(OrderTrigger.Reject, [OrderStatus.Held], OrderStatus.Rejected, "orders.release", o => !IsUnderReview(o), "order_under_review"),
        new(OrderTrigger.Clear, [OrderStatus.Held], OrderStatus.Confirmed, "risk.decide", IsUnderReview, Place: OrderTransitionPlace.Elsewhere),
        new(OrderTrigger.Refer, [OrderStatus.Held], OrderStatus.Held, "risk.decide", IsUnderReview, Place: OrderTransitionPlace.Elsewhere),
        new(OrderTrigger.Refuse, [OrderStatus.Held], OrderStatus.Rejected, "risk.decide", IsUnderReview, Place: OrderTransitionPlace.Elsewhere),
        new(OrderTrigger.Suspect, [OrderStatus.Submitted, OrderStatus.Held], OrderStatus.Held, null, o => !IsUnderReview(o) && !IsAwaitingApproval(o)),
        new(OrderTrigger.Pick, [OrderStatus.Confirmed], OrderStatus.Confirmed, "orders.ship", o => o.PickedAt is null, "order_picked_already"),
        new(OrderTrigger.Ship, [OrderStatus.Confirmed, OrderStatus.Shipped], OrderStatus.Shipped, "orders.ship", o => o.PickedAt is not null, "order_not_picked"),
        new(OrderTrigger.CarrierShip, [OrderStatus.Confirmed, OrderStatus.Shipped], OrderStatus.Shipped, null),
        new(OrderTrigger.Deliver, [OrderStatus.Shipped], OrderStatus.Delivered, "orders.receive"),
        new(OrderTrigger.Cancel, [OrderStatus.Submitted, OrderStatus.Held, OrderStatus.Confirmed], OrderStatus.Cancelled, "orders.place"),
        new(OrderTrigger.Amend, [OrderStatus.Confirmed], OrderStatus.Confirmed, "orders.change", Place: OrderTransitionPlace.Change),
        new(OrderTrigger.Amend, [OrderStatus.Shipped], OrderStatus.Shipped, "orders.change", Place: OrderTransitionPlace.Change),
        new(OrderTrigger.AmendHeld, [OrderStatus.Confirmed], OrderStatus.Held, "orders.change", Place: OrderTransitionPlace.Elsewhere),
        new(OrderTrigger.Split, [OrderStatus.Confirmed], OrderStatus.Confirmed, "orders.change", Place: OrderTransitionPlace.Change),
        new(OrderTrigger.Split, [OrderStatus.Shipped], OrderStatus.Shipped, "orders.change", Place: OrderTransitionPlace.Change),
        new(OrderTrigger.CancelRest, [OrderStatus.Shipped], OrderStatus.Shipped, "orders.change", Place: OrderTransitionPlace.Change),
        new(OrderTrigger.Close, [OrderStatus.Delivered], OrderStatus.Closed, "orders.close", Place: OrderTransitionPlace.Change),
        new(OrderTrigger.Reopen, [OrderStatus.Closed], OrderStatus.Delivered, "orders.close", o => o.DeliveredAt is not null, Place: OrderTransitionPlace.Change),
        new(OrderTrigger.Reopen, [OrderStatus.Closed], OrderStatus.Confirmed, "orders.close", o => o.DeliveredAt is null, Place: OrderTransitionPlace.Change),
    ];

    /// <summary>The state after the trigger, or why it may not fire.</summary>
    public static Result<string> Fire(OrderFact order, OrderTrigger trigger, Func<string, bool> holds, bool isSystem)
    {
        if (!MayFire(Transitions.First(t => t.Trigger == trigger), holds, isSystem))
        {
            return Error.Forbidden;
        }

        var machine = Machine(order);
        if (!machine.CanFire(trigger, out var unmet))
        {
            return unmet is { Count: > 0 } ? Error.Of(unmet.First(), order.OrderId) : Error.Of("order_not_possible_now", order.OrderId, order.Status);
        }

        machine.Fire(trigger);
        return machine.State.Code();
    }

    public static IReadOnlyList<OrderTrigger> AllowedFor(OrderFact order, OrderTransitionPlace place, Func<string, bool> holds)
    {
        var machine = Machine(order);
        return [.. Transitions.Where(t => t.Permission is not null && t.Place == place && MayFire(t, holds, isSystem: false) && machine.CanFire(t.Trigger)).Select(t => t.Trigger).Distinct()];
    }

    /// <summary>The review comes first: finance decides on the credit of an order that nothing else stands against.</summary>
    private static bool IsUnderReview(OrderFact order) => order.HoldReason == "risk";

    private static bool IsAwaitingApproval(OrderFact order) => order.HoldReason == OrderStatuses.AwaitsApproval;

    private static bool MayFire(OrderTransition transition, Func<string, bool> holds, bool isSystem) =>
        isSystem || (transition.Permission is { } permission && holds(permission));

    private static StateMachine<OrderStatus, OrderTrigger> Machine(OrderFact order)
    {
        var machine = new StateMachine<OrderStatus, OrderTrigger>(OrderStatuses.Parse(order.Status));
        foreach (var transition in Transitions)
        {
            foreach (var from in transition.From)
            {
                var state = machine.Configure(from);
                bool Guard() => transition.Guard?.Invoke(order) ?? true;
                _ = from == transition.To
                    ? state.PermitReentryIf(transition.Trigger, Guard, transition.Refusal ?? "order_not_possible_now")
                    : state.PermitIf(transition.Trigger, transition.To, Guard, transition.Refusal ?? "order_not_possible_now");
            }
        }

        return machine;
    }
}
