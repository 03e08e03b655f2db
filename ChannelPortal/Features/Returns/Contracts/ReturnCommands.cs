using ChannelPortal.Platform.Commands;

namespace ChannelPortal.Features.Returns.Contracts;

/// <summary>Goods of one order line that shall go back.</summary>
/// <param name="Qty">Thousandths of the unit.</param>
/// <param name="Reason">damage, wrong, quality or unsold.</param>
/// <param name="Photos">Ids that <see cref="KeepReturnPhoto"/> gave.</param>
public sealed record ReturnItem(string OrderId, int LineNo, long Qty, string Reason, string? Note = null, IReadOnlyList<Guid>? Photos = null);

/// <summary>A dealer asks to return goods. Lines of several orders may go into one return. The dealer is the caller's own company.</summary>
[Permission("returns.request")]
public sealed record RequestReturn(IReadOnlyList<ReturnItem> Items, string? Note = null) : ICommand<RequestedReturn>;

/// <param name="Status">approved when it needed nobody's consent, else requested.</param>
/// <param name="Amount">Expected net credit, minor units.</param>
public sealed record RequestedReturn(string Number, string Status, long Amount);

/// <summary>Where a return stands after a step.</summary>
public sealed record ReturnMoved(string Number, string Status);

/// <summary>Keeps a photo whose bytes are in the file store already: for a request to come, or of an inspection.</summary>
/// <param name="MediaType">From the bytes themselves, never from the sender.</param>
/// <param name="Number">The return that is being inspected; null for a request to come.</param>
[Permission("returns.photo")]
public sealed record KeepReturnPhoto(string Sha256, string MediaType, long Bytes, string? Number = null, int Line = 0) : ICommand<Guid>;

/// <summary>Consent to a return for which no approval rule asks, or its refusal.</summary>
[Permission("returns.approve")]
public sealed record DecideReturn(string Number, bool IsApproved, string? Reason) : ICommand<ReturnMoved>;

/// <summary>The dealer changes his mind before the goods are on their way.</summary>
[Permission("returns.request")]
public sealed record WithdrawReturn(string Number) : ICommand<ReturnMoved>;

/// <summary>The dealer has sent the goods.</summary>
[Permission("returns.request")]
public sealed record SendReturn(string Number, string Carrier, string TrackingNo) : ICommand<ReturnMoved>;

/// <summary>The goods have arrived.</summary>
[Permission("returns.inspect")]
public sealed record ReceiveReturn(string Number) : ICommand<ReturnMoved>;

/// <summary>What the inspection found on one line.</summary>
/// <param name="AcceptedQty">Thousandths; nothing for a denied line.</param>
/// <param name="Disposition">restock, repair, scrap or deny.</param>
public sealed record InspectedItem(int Line, long AcceptedQty, string Disposition, string? Note = null);

/// <summary>Ends the inspection. What is not accepted goes back to the dealer and may be returned again.</summary>
[Permission("returns.inspect")]
public sealed record InspectReturn(string Number, IReadOnlyList<InspectedItem> Items) : ICommand<ReturnMoved>;

/// <summary>Gives the dealer his money back: credit notes, receivables and stock in one transaction.</summary>
[Permission("returns.credit")]
public sealed record CreditReturn(string Number) : ICommand<ReturnMoved>;
