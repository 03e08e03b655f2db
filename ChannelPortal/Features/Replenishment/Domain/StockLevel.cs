namespace ChannelPortal.Features.Replenishment.Domain;

/// <summary>What is wrong with a stock, the most pressing last (domain.md R21).</summary>
public enum StockLevel
{
    Good,

    /// <summary>Lasts longer than ninety days and is more than twice the reorder point.</summary>
    Blue,

    /// <summary>Older than 180 days, or older than ninety and unsold as long.</summary>
    Grey,

    /// <summary>With what arrives in time, below the reorder point.</summary>
    Amber,

    /// <summary>Expires before it is sold.</summary>
    Purple,

    /// <summary>Runs out before goods ordered now could be there.</summary>
    Red,
}
