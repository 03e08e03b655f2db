namespace ChannelPortal.Features.Simulation;

/// <summary>Marker of the texts beside it.</summary>
public sealed class SimulationText;
