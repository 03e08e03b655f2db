namespace ChannelPortal.Features.Returns.Domain;

/// <summary>Where a return stands. Rows store the name in lower case.</summary>
internal enum ReturnStatus
{
    Requested,
    Approved,
    Received,
    Inspected,
    Credited,
    Rejected,
    Withdrawn,
}

/// <summary>What may happen to a return.</summary>
internal enum ReturnTrigger
{
    Approve,
    Reject,

    /// <summary>The dealer takes it back.</summary>
    Withdraw,

    /// <summary>The goods are on their way.</summary>
    Send,
    Receive,
    Inspect,

    /// <summary>The inspection accepted nothing.</summary>
    Deny,
    Credit,
}

internal static class ReturnStatuses
{
    public static string Code(this ReturnStatus status) => status switch
    {
        ReturnStatus.Requested => "requested",
        ReturnStatus.Approved => "approved",
        ReturnStatus.Received => "received",
        ReturnStatus.Inspected => "inspected",
        ReturnStatus.Credited => "credited",
        ReturnStatus.Rejected => "rejected",
        ReturnStatus.Withdrawn => "withdrawn",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    public static ReturnStatus Parse(string code) => Enum.Parse<ReturnStatus>(code, ignoreCase: true);
}

/// <summary>Why goods come back.</summary>
internal static class ReturnReasons
{
    public const string Damage = "damage";
    public const string Wrong = "wrong";
    public const string Quality = "quality";
    public const string Unsold = "unsold";

    public static readonly string[] All = [Damage, Wrong, Quality, Unsold];
}

/// <summary>What happens to goods that came back.</summary>
internal static class Dispositions
{
    public const string Restock = "restock";
    public const string Deny = "deny";

    public static readonly string[] All = [Restock, "repair", "scrap", Deny];
}
