using ChannelPortal.Platform.Commands;

namespace ChannelPortal.Features.Inventory.Contracts;

/// <summary>Goods arrived at a centre. A document number counts once. Waiting order lines get them first.</summary>
[Permission("inventory.manage")]
public sealed record ReceiveStock(string LocationId, string DocumentNo, IReadOnlyList<StockLine> Lines) : ICommand<int>;

/// <summary>Sets stock aside (positive) or takes it back (negative).</summary>
[Permission("inventory.manage")]
public sealed record QuarantineStock(string LocationId, string ProductId, long Qty, string DocumentNo) : ICommand<bool>;

/// <summary>An expected delivery to a centre.</summary>
/// <param name="Reference">Order or dispatch number; with centre and product it names the plan, so sending it again changes it. Zero takes it out.</param>
/// <param name="Confidence">0 to 100.</param>
public sealed record InboundLine(string LocationId, string ProductId, string Reference, DateOnly Eta, long Qty, int Confidence);

/// <summary>Adds, changes or (with quantity 0) drops expected deliveries.</summary>
[Permission("inventory.manage")]
public sealed record PlanInbound(IReadOnlyList<InboundLine> Lines) : ICommand<int>;

/// <summary>Most that a dealer may take of a product in a calendar week; null lifts the cap.</summary>
[Permission("inventory.manage")]
public sealed record CapAllocation(string DealerId, string ProductId, long? WeeklyQty) : ICommand<bool>;

/// <summary>What may stand in for a product, best first; an empty list ends it.</summary>
public sealed record SubstituteList(string ProductId, IReadOnlyList<string> Substitutes);

/// <summary>Sets the substitutes of products.</summary>
[Permission("inventory.manage")]
public sealed record SetSubstitutes(IReadOnlyList<SubstituteList> Lists) : ICommand<int>;

/// <summary>A dealer company offers its surplus to dealers nearby, without its name, or stops.</summary>
/// <param name="DealerId">Only trusted work without a person names a dealer; a person acts for the own company.</param>
[Permission("inventory.share")]
public sealed record ShareStock(bool IsShared, string? DealerId = null) : ICommand<bool>;

/// <summary>Takes the centres' day-end counts into the book that are not in it yet; the first one opens it.</summary>
[Permission("inventory.manage")]
public sealed record TakeStockCounts : ICommand<int>;

/// <summary>Works out transit days from each centre to each province.</summary>
[Permission("inventory.manage")]
public sealed record RefreshLanes : ICommand<int>;
