from .agency import Agency
from .government import Government, Village
from .invitation import Invitation
from .membership import Membership, Role
from .notice import Notice
from .user import User

__all__ = ["Agency", "Government", "Invitation", "Membership", "Notice", "Role", "User", "Village"]
