using ChannelPortal.Platform.Commands;

namespace ChannelPortal.Features.Logistics.Contracts;

/// <summary>One carrier event.</summary>
/// <param name="TrackingNo">The waybill number, or the shipment's own number.</param>
/// <param name="Code">A code of 快递100, or <c>damaged</c>.</param>
/// <param name="Raw">The carrier's own words.</param>
public sealed record CarrierEvent(string TrackingNo, DateTimeOffset At, string Code, string? Place = null, string? Raw = null);

/// <summary>Carrier events, each counted once however often it comes.</summary>
[Permission("tracking.receive")]
public sealed record ReceiveTracking(IReadOnlyList<CarrierEvent> Events) : ICommand<TrackingAnswer>;

/// <summary>What became of the events.</summary>
public sealed record TrackingAnswer(int Accepted, int Duplicate, IReadOnlyList<TrackingRefusal> Rejected);

/// <param name="Index">Position in what was sent.</param>
public sealed record TrackingRefusal(int Index, string Code);

/// <summary>Asks the carrier for a shipment's events: only when a person does, and not more often than the carrier allows.</summary>
[Permission("orders.receive")]
public sealed record AskCarrier(string ShipmentId) : ICommand<TrackingAnswer>;

/// <summary>A person takes an exception task.</summary>
[Permission("orders.ship")]
public sealed record TakeTask(Guid TaskId) : ICommand<string>;

/// <summary>What came of it.</summary>
[Permission("orders.ship")]
public sealed record ResolveTask(Guid TaskId, string Note) : ICommand<string>;
