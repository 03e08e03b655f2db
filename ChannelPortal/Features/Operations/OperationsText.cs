namespace ChannelPortal.Features.Operations;

/// <summary>Marker of the words of the operator's pages: API keys, quarantine, audit log, jobs.</summary>
public sealed class OperationsText;
