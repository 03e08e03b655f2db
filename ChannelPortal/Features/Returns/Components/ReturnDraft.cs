using System.Globalization;
using ChannelPortal.Features.Returns.Contracts;
using ChannelPortal.Features.Returns.Domain;
using ChannelPortal.Features.Returns.Queries;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Returns.Components;

/// <summary>One delivered line on the request form.</summary>
public sealed class ReturnDraft(ReturnableLine source)
{
    public ReturnableLine Source => source;

    public (string OrderId, int LineNo) Key => (source.Line.OrderId, source.Line.LineNo);

    public bool IsChosen { get; set; }

    /// <summary>Units, as typed.</summary>
    public string Quantity { get; set; } = (source.Line.Left / (decimal)Money.QuantityScale).ToString("0.###", CultureInfo.InvariantCulture);

    public string Reason { get; set; } = ReturnReasons.All.FirstOrDefault(r => source.Answers[r].IsAllowed) ?? ReturnReasons.Damage;

    public string? Note { get; set; }

    public List<Guid> Photos { get; } = [];

    public PolicyAnswer Answer => source.Answers[Reason];

    /// <summary>Thousandths; zero when it cannot be read.</summary>
    public long Qty => decimal.TryParse(Quantity, NumberStyles.Number, CultureInfo.InvariantCulture, out var units) && units is > 0 and < 1_000_000_000 ? (long)(units * Money.QuantityScale) : 0;

    public bool IsTooMuch => Qty > source.Line.Left;

    public long Expected => Qty == 0 || IsTooMuch || !Answer.IsAllowed ? 0 : ReturnPolicy.AfterFee(source.ValueOf(Qty), Answer.FeePercent);

    public ReturnItem ToItem() => new(source.Line.OrderId, source.Line.LineNo, Qty, Reason, Note, Photos.Count == 0 ? null : [.. Photos]);
}
