using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Replenishment.Domain;

public enum TransferState
{
    /// <summary>Worked out; only the manufacturer's people see it, and the next night replaces it.</summary>
    Proposed,

    /// <summary>Both dealers are asked; neither knows who the other one is.</summary>
    Offered,

    /// <summary>Both said yes and know each other now.</summary>
    Agreed,

    Done,

    Declined,

    /// <summary>Taken back by the manufacturer.</summary>
    Withdrawn,

    /// <summary>Not answered in time.</summary>
    Expired,
}

/// <summary>
/// Goods that one dealer has too much of and another one nearby lacks. It belongs to two dealers, so no scope filter can stand for it: readers ask for the side
/// of a dealer, or for both sides in a manager's scope. Quantities in thousandths, money in minor units.
/// </summary>
public sealed class StockTransfer
{
    public Guid Id { get; init; }

    public required string GiverId { get; init; }

    public required string ReceiverId { get; init; }

    public required string ProductId { get; init; }

    public long Qty { get; init; }

    /// <summary>Between the dealers' cities.</summary>
    public int Kilometres { get; init; }

    /// <summary>What the goods cost the giver.</summary>
    public long Value { get; init; }

    /// <summary>What it brings: sales that are not lost, and money that does not lie still. Before the trip.</summary>
    public long Benefit { get; init; }

    /// <summary>The product's share of the trip.</summary>
    public long Cost { get; init; }

    public DateTimeOffset At { get; init; }

    public TransferState State { get; private set; }

    public DateTimeOffset? OfferedAt { get; private set; }

    /// <summary>Last day for an answer.</summary>
    public DateOnly? AnswerUntil { get; private set; }

    public bool? GiverAnswer { get; private set; }

    public bool? ReceiverAnswer { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    public string? ClosedBy { get; private set; }

    public string? Reason { get; private set; }

    /// <summary>Raised by every step: two at once do not both take one.</summary>
    public int Steps { get; private set; }

    public bool IsOpen => State is TransferState.Offered or TransferState.Agreed;

    public bool Concerns(string dealerId) => dealerId == GiverId || dealerId == ReceiverId;

    /// <summary>What the dealer said; null while it did not.</summary>
    public bool? AnswerOf(string dealerId) => dealerId == GiverId ? GiverAnswer : ReceiverAnswer;

    public Error? Offer(DateTimeOffset now, DateOnly until)
    {
        if (State != TransferState.Proposed)
        {
            return Error.Of("transfer_state");
        }

        (State, OfferedAt, AnswerUntil, Steps) = (TransferState.Offered, now, until, Steps + 1);
        return null;
    }

    public Error? Answer(string dealerId, bool isYes, string? reason, DateTimeOffset now, DateOnly today)
    {
        if (State != TransferState.Offered || AnswerOf(dealerId) is not null || today > AnswerUntil)
        {
            return Error.Of("transfer_state");
        }

        if (dealerId == GiverId)
        {
            GiverAnswer = isYes;
        }
        else
        {
            ReceiverAnswer = isYes;
        }

        Steps++;
        if (!isYes)
        {
            Close(TransferState.Declined, null, reason, now);
        }
        else if (GiverAnswer == true && ReceiverAnswer == true)
        {
            State = TransferState.Agreed;
        }

        return null;
    }

    public Error? End(bool isDone, string by, string? reason, DateTimeOffset now)
    {
        if (isDone ? State != TransferState.Agreed : !IsOpen)
        {
            return Error.Of("transfer_state");
        }

        Close(isDone ? TransferState.Done : TransferState.Withdrawn, by, reason, now);
        Steps++;
        return null;
    }

    public void Expire(DateTimeOffset now)
    {
        Close(TransferState.Expired, null, null, now);
        Steps++;
    }

    private void Close(TransferState state, string? by, string? reason, DateTimeOffset now) => (State, ClosedAt, ClosedBy, Reason) = (state, now, by, reason);
}
