namespace ChannelPortal.Features.Inventory.Domain;

internal enum MovementKind
{
    Receipt,
    Reserve,
    Release,
    Ship,
    Return,
    Quarantine,
    Count,
}

/// <summary>What a movement is booked for. With centre and product it is unique, so that nothing moves twice.</summary>
/// <param name="Step">Counts the changes of one order line; 0 for documents that move once.</param>
internal sealed record MovementDocument(string Kind, string No, int Line, int Step = 0)
{
    public const string Order = "order";
    public const string Shipment = "shipment";
    public const string Receipt = "receipt";
    public const string Return = "return";
    public const string Quarantine = "quarantine";
    public const string Count = "count";
}

/// <summary>One line of the stock book. Never changed; a correction is another one.</summary>
internal sealed class StockMovement
{
    public Guid Id { get; init; }

    public required string LocationId { get; init; }

    public required string ProductId { get; init; }

    public MovementKind Kind { get; init; }

    public required string DocumentKind { get; init; }

    public required string DocumentNo { get; init; }

    public int DocumentLine { get; init; }

    public int Step { get; init; }

    public long OnHandChange { get; init; }

    public long ReservedChange { get; init; }

    public long QuarantineChange { get; init; }

    public DateTimeOffset At { get; init; }
}
