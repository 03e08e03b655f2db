using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Pricing.Domain;

/// <summary>Where a contract stands.</summary>
public enum ContractStatus
{
    Draft,
    Sent,
    Signed,
    Active,
    Expired,
    Terminated,
}

/// <summary>A price agreement with a dealer. Its prices are rows of the price book.</summary>
internal sealed class Contract : IDealerOwned
{
    /// <summary><c>CT-202611-00001</c>.</summary>
    public required string No { get; init; }

    public required string DealerId { get; init; }

    /// <summary>annual, project or price.</summary>
    public required string Type { get; init; }

    public required string Title { get; init; }

    public string? TitleEn { get; init; }

    public DateOnly ValidFrom { get; init; }

    /// <summary>Day after the last: the contract ends at midnight before it.</summary>
    public DateOnly ValidTo { get; init; }

    /// <summary>Minor units.</summary>
    public long CommitAmount { get; init; }

    /// <summary>Thousandths.</summary>
    public long CommitQuantity { get; init; }

    public bool IsExclusive { get; init; }

    public long Deposit { get; init; }

    public int TermDays { get; init; }

    public ContractStatus Status { get; private set; }

    /// <summary>First day on which it counts no more, for one that was broken off.</summary>
    public DateOnly? TerminatedOn { get; private set; }

    public string? Reason { get; private set; }

    public DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    public DateTimeOffset? SignedAt { get; private set; }

    public int Version { get; private init; }

    /// <summary>First day without it.</summary>
    public DateOnly EndsOn => TerminatedOn is { } on && on < ValidTo ? on : ValidTo;

    public Contract In(ContractStatus status)
    {
        Status = status;
        return this;
    }

    public void Move(ContractStatus to, DateOnly today, string? reason, DateTimeOffset at)
    {
        Status = to;
        if (to == ContractStatus.Signed)
        {
            SignedAt = at;
        }

        if (to == ContractStatus.Terminated)
        {
            (TerminatedOn, Reason) = (today, reason);
        }
    }
}

/// <summary>What the dealer plans to buy in a month; what he bought is counted from order lines.</summary>
internal sealed class ContractMonth : IDealerOwned
{
    public required string ContractNo { get; init; }

    public DateOnly Month { get; init; }

    public required string DealerId { get; init; }

    public long PlannedQuantity { get; init; }

    public long PlannedAmount { get; init; }
}
