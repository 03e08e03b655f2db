namespace ChannelPortal.Platform.Kernel;

/// <summary>A row that is written once: a change or a deletion is refused before SQL, whoever asks.</summary>
public interface IWrittenOnce;
