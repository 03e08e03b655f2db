using System.Globalization;

namespace ChannelPortal.Platform.Text;

/// <summary>
/// The language of whoever watches. A push starts on a worker's thread, and a circuit renders in the culture of the thread that called it;
/// so whoever subscribes for a viewer takes this along and runs the callback in it.
/// </summary>
internal readonly record struct ViewerCulture(CultureInfo Formats, CultureInfo Texts)
{
    public static ViewerCulture Current => new(CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);

    public void Run(Action push)
    {
        var worker = Current;
        Apply();
        try
        {
            push();
        }
        finally
        {
            worker.Apply();
        }
    }

    private void Apply() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (Formats, Texts);
}
