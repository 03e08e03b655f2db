namespace ChannelPortal.Features.Approvals;

/// <summary>Words of approvals.</summary>
public sealed class ApprovalsText;
