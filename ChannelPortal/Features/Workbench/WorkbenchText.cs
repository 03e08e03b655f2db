namespace ChannelPortal.Features.Workbench;

/// <summary>Texts of the workbench.</summary>
public sealed class WorkbenchText;
